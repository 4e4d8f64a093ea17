namespace Understudy.Hardware.Simulation;

/// <summary>What is wrong with a simulated gateway as a whole, for as long as it lasts.</summary>
public abstract record GatewayFault
{
    private GatewayFault()
    {
    }

    /// <summary>
    /// It has no power: connections are refused, and when it is back, settings, outputs and commands are at their
    /// defaults.
    /// </summary>
    /// <param name="IsSilent">Open connections are heard by nobody while the power is away and are reset when it is
    /// back, when the device does not know them any more; otherwise they are reset at once. Neither says farewell
    /// (FIN). The system goes on acknowledging what is sent on them, which a device without power would not.</param>
    public sealed record NoPower(bool IsSilent = false) : GatewayFault;

    /// <summary>It stands still with its sockets open: connections and requests are taken and not answered. What came
    /// meanwhile is executed and answered when it goes on.</summary>
    public sealed record Freeze : GatewayFault;

    /// <summary>New connections are refused; the open ones stay.</summary>
    public sealed record Refusal : GatewayFault;

    /// <summary>All open connections are reset, once.</summary>
    public sealed record Drop : GatewayFault;

    /// <summary>The open connections stay open and are heard no more, from now on; new ones are served.</summary>
    public sealed record Deafness : GatewayFault;

    /// <summary>One client is served at a time: the next one is connected and not heard until the one before has left,
    /// as by the usual loop of libmodbus and by a PLC with one socket.</summary>
    public sealed record OneClient : GatewayFault;

    /// <summary>A connection on which a request comes in two segments is closed, as by pymodbus 3.0.</summary>
    public sealed record CloseOnSplitRequest : GatewayFault;

    /// <summary>Requests that came in one segment are done and answered last to first, as by jsmodbus.</summary>
    public sealed record LastFirst : GatewayFault;
}
