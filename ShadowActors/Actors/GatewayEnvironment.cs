using Akka.Actor;
using Understudy.DriverActors.Actors;
using Understudy.Hardware.Drivers;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Metrics;

namespace Understudy.ShadowActors.Actors;

/// <summary>What the node gives to its gateways: everything that comes from outside the decisions.</summary>
/// <param name="Node">This node's name, for people.</param>
/// <param name="Installation">Which installation's database this is.</param>
/// <param name="Boot">Names this start of this machine; ages across processes are proven by it.</param>
/// <param name="Time">Wall clock and a monotonic clock that counts suspension.</param>
/// <param name="Protocols">By link kind.</param>
/// <param name="NewId">Makes an id that was never there before.</param>
/// <param name="Random">0 to 1, for jitter.</param>
/// <param name="JournalProps">The props of a journal child.</param>
/// <param name="DrillsAllowed">Whether faults may be injected.</param>
/// <param name="Orphans">Counts the node's driver calls that don't end.</param>
public sealed record GatewayEnvironment(
    string Node,
    string Installation,
    string Boot,
    TimeProvider Time,
    IReadOnlyDictionary<string, IProtocol> Protocols,
    Func<string> NewId,
    Func<double> Random,
    IJournalProps JournalProps,
    bool DrillsAllowed,
    OrphanWatch Orphans,
    DriverActorOptions DriverOptions)
{
    /// <summary>A lock may be taken for at most this time.</summary>
    public TimeSpan LockTimeMax { get; init; } = ShadowLimits.LockTimeMax;

    /// <summary>Devices begin Disabled, once each; null: as they were.</summary>
    public DisabledAtStart? DisabledAtStart { get; init; }

    /// <summary>Which gateway of the node has the alarm of their journal.</summary>
    public NodeAlarm JournalAlarm { get; init; } = new();

    /// <summary>What devices of the node know of each other, for their interlocks.</summary>
    public InputBoard Inputs { get; init; } = new();

    /// <summary>Which gateway of the node has which journal.</summary>
    public JournalHolders Journals { get; init; } = new();

    /// <summary>The props of a shadow.</summary>
    public Func<ShadowSettings, GatewayEnvironment, Props> ShadowProps { get; init; } = ShadowActor.Props;

    /// <summary>The node's own; else nobody collects them.</summary>
    public NodeMetrics Metrics { get; init; } = new(Time, Orphans, meter: null);
}
