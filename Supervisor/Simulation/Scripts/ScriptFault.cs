using Understudy.Hardware.Simulation;

namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>What fails in a step.</summary>
/// <param name="Words">As the script's author named it, with what belongs to it.</param>
public abstract record ScriptFault(string Words)
{
    /// <summary>Requests to units are met by it.</summary>
    public sealed record OfRequests(SimulatorFault Fault, string Words) : ScriptFault(Words);

    /// <summary>The gateway as a whole has it; the power may also be that of one unit.</summary>
    public sealed record OfGateway(GatewayFault Fault, string Words) : ScriptFault(Words);
}
