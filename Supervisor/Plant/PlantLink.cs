namespace Understudy.Supervisor.Plant;

/// <summary>The kinds of link that a plant file knows: the values of <c>LinkSpec.Kind</c>.</summary>
public static class PlantLink
{
    /// <summary>A Modbus TCP endpoint at host and port.</summary>
    public const string ModbusTcp = "modbusTcp";

    /// <summary>The node itself serves the gateway's devices by a simulator over a loopback socket. The port is 0 until
    /// the node has opened that socket and put its port in.</summary>
    public const string Simulator = "simulator";

    public const string SimulatorHost = "127.0.0.1";
    public const int SimulatorPort = 0;
}
