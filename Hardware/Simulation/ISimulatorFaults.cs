namespace Understudy.Hardware.Simulation;

/// <summary>What can be done to a simulated gateway and its devices while it runs.</summary>
public interface ISimulatorFaults
{
    /// <summary>Sets what a unit does wrong from now on, in place of what it did before.</summary>
    /// <param name="unit">Null: every unit; a unit's own fault goes first.</param>
    /// <param name="requests">With how many requests; null: until cleared.</param>
    void Set(byte? unit, SimulatorFault fault, int? requests = null);

    /// <summary>Ends the fault of a unit, or the one of every unit (null).</summary>
    void Clear(byte? unit);

    /// <summary>Ends all faults and habits, goes on if it stands still, and takes connections again if they are
    /// refused. A gateway without power stays so.</summary>
    void ClearAll();

    /// <summary>New connections are refused until <see cref="AcceptConnections"/>. Open ones stay; one that still waits
    /// to be accepted is reset.</summary>
    Task RefuseConnectionsAsync();

    /// <summary>Takes connections again, on the same port.</summary>
    void AcceptConnections();

    /// <summary>Resets every open connection.</summary>
    Task DropConnectionsAsync();

    /// <summary>Stands still with its sockets open: no further request is begun, while the system still takes
    /// connections and bytes.</summary>
    void Freeze();

    /// <summary>Goes on: what came while it stood still is executed and answered now.</summary>
    void Thaw();

    /// <summary>Begins what is wrong with the gateway as a whole; it lasts until <see cref="EndAsync"/>.</summary>
    Task BeginAsync(GatewayFault fault);

    /// <summary>Ends it. What has not begun needs no end.</summary>
    Task EndAsync(GatewayFault fault);

    /// <summary>
    /// Switches off and on: settings, outputs and commands are back at their defaults. The whole gateway (null) loses
    /// its connections too; a single unit behind it does not.
    /// </summary>
    Task PowerCycleAsync(byte? unit = null);
}
