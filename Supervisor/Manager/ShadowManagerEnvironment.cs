using Akka.Actor;
using Understudy.ShadowActors.Actors;
using Understudy.Supervisor.Simulation;

namespace Understudy.Supervisor.Manager;

/// <summary>What the node gives to the shadow manager.</summary>
/// <param name="Region">The gateways' shard region.</param>
public sealed record ShadowManagerEnvironment(
    IJournalProps JournalProps, IActorRef Region, PlantView View, ISimulation Simulation, TimeProvider Time)
{
    /// <summary>How often everything that is declared is told again, whatever was told before.</summary>
    public TimeSpan ReconcilePeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a stream of the journal is there.</summary>
    public Func<string, Task<bool>> HasEntries { get; init; } = _ => Task.FromResult(false);

    public TimeSpan JournalRestartDelay { get; init; } = TimeSpan.FromSeconds(1);
}
