using Understudy.Hardware.Model;

namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>Whom a step concerns.</summary>
/// <param name="Gateway">Null: every gateway.</param>
/// <param name="Unit">Null: the gateway as a whole, or all its units.</param>
/// <param name="Words">As the script's author named it.</param>
public sealed record ScriptTarget(GatewayId? Gateway, byte? Unit, string Words);
