using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Event;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Manager.Domain;
using static Understudy.Supervisor.Manager.ShadowManagerMessages;

namespace Understudy.Supervisor.Manager;

/// <summary>
/// Keeps the declared plant, and tells every gateway again and again what is declared of it, so that none has to be
/// remembered. It is a singleton that nobody starts again, so it never stops by itself: while its journal is down it
/// refuses to apply a plant and goes on with the one it has.
/// </summary>
public sealed partial class ShadowManagerActor : ReceiveActor, IWithTimers
{
    private readonly ShadowManagerEnvironment _environment;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private IActorRef _journal = ActorRefs.Nobody;
    private DeclaredPlant? _declared;
    private ImmutableDictionary<GatewayId, int> _ports = ImmutableDictionary<GatewayId, int>.Empty;
    private Application? _application;
    private long _appendNumber;
    private long _recovery;
    private bool _journalUp;
    private bool _unreadable;
    private string? _problem;
    private string? _simulationProblem;

    public ShadowManagerActor(ShadowManagerEnvironment environment)
    {
        _environment = environment;
        ReceiveJournal();
        Receive<ApplyPlant>(Apply);
        Receive<Decided>(OnDecided);
        Receive<GetPlant>(_ =>
            Sender.Tell(new PlantText(_declared is not null, _declared?.FileName, _declared?.Source)));
        Receive<GetPlantOverview>(_ => Sender.Tell(new PlantOverview(_journalUp, _problem ?? _simulationProblem)));
        Receive<Tick>(_ => Reconcile());
        Receive<Serving>(OnServing);
        Receive<GatewayCommands.Declared>(_ =>
        {
            // Gateways are told again and again, so there is nothing to keep.
        });
        Receive<CurrentShardRegionState>(RetireUndeclared);
        Receive<ClusterEvent.IClusterDomainEvent>(_ => Reconcile());
        Receive<ClusterEvent.CurrentClusterState>(_ => Reconcile());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ShadowManagerEnvironment environment) =>
        Akka.Actor.Props.Create(() => new ShadowManagerActor(environment));

    protected override void PreStart()
    {
        StartJournal();
        Timers.StartPeriodicTimer("reconcile", Tick.Instance, _environment.ReconcilePeriod);
        if (Context.System.HasExtension<Cluster>())
        {
            Cluster.Get(Context.System).Subscribe(
                Self, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        }
    }

    protected override void PostStop()
    {
        if (Context.System.HasExtension<Cluster>()) Cluster.Get(Context.System).Unsubscribe(Self);
    }

    private void Apply(ApplyPlant wanted)
    {
        if (_application is not null)
        {
            Sender.Tell(new PlantRefused(PlantRefusal.Busy, "Another plant is being applied just now.", []));
            return;
        }

        if (_declared is not { } current || (!_journalUp && !wanted.DryRun))
        {
            Sender.Tell(Refused($"The journal takes nothing now: {_problem ?? "it is being read"}."));
            return;
        }

        var now = _environment.Time.GetUtcNow();
        _application = new Application(Sender, null);
        // Large plants take a while to read; meanwhile gateways are to be told what is declared.
        Task.Run(() => PlantDecider.DecideAsync(current, wanted, now, _environment.HasEntries))
            .PipeTo(Self, Self, decision => new Decided(decision, null), error => new Decided(null, error));
    }

    private void OnDecided(Decided decided)
    {
        var journalAway = decided.Error?.GetBaseException() is JournalStoreException away ? away.Message : null;
        if (decided.Error is not null && journalAway is null)
            _log.Error(decided.Error, "A plant could not be looked at");
        switch (decided.Decision)
        {
            case null when journalAway is not null:
                Conclude(Refused($"The journal can't be asked what is renamed: {journalAway}"));
                break;
            case PlantDecision.Answer answer:
                Conclude(answer.Reply);
                break;
            case PlantDecision.Append when !_journalUp:
                Conclude(Refused($"The journal takes nothing now: {_problem}."));
                break;
            case PlantDecision.Append append:
                _application = _application! with { Pending = append };
                _journal.Tell(new JournalMessages.Append<PlantEvents.PlantEvent>(++_appendNumber, [append.Event]));
                break;
            default:
                Conclude(new PlantRefused(
                    PlantRefusal.BadPlant, $"The plant could not be looked at: {decided.Error?.Message}", []));
                break;
        }
    }

    private void Adopt(DeclaredPlant plant)
    {
        if (_declared is not null)
        {
            foreach (var gateway in _declared.Spec.Gateways.Where(gateway => plant.Gateway(gateway.Id) is null))
                _environment.Region.Tell(new GatewayCommands.Retire(gateway.Id));
        }

        _declared = plant;
        ServeSimulators();
    }

    private void ServeSimulators()
    {
        var plant = _declared!;
        _environment.Simulation.ServeAsync(plant.Spec).PipeTo(
            Self, Self, ports => new Serving(plant, ports, null), error => new Serving(plant, null, error.Message));
    }

    private void OnServing(Serving serving)
    {
        if (serving.Plant != _declared) return;
        if (serving.Problem is not null && serving.Problem != _simulationProblem)
            _log.Warning("Simulators can't serve yet: {0}", serving.Problem);
        _simulationProblem = serving.Problem;
        _ports = serving.Ports ?? _ports;
        Declare();
        // Only now, so that whoever finds a gateway in the view asks one that has been told.
        _environment.View.Show(_declared);
        if (_application is { Pending: { } append } && append.Next == _declared) Conclude(append.Reply);
    }

    private void Reconcile()
    {
        if (_declared is null) return;
        if (_simulationProblem is not null) ServeSimulators();
        Declare();
        _environment.Region.Tell(GetShardRegionState.Instance);
    }

    private void Declare()
    {
        foreach (var gateway in Reconciliation.Told(_declared!.Spec, _ports))
            _environment.Region.Tell(new GatewayCommands.Declare(gateway));
    }

    private void RetireUndeclared(CurrentShardRegionState state)
    {
        if (_declared is null) return;
        foreach (var gateway in Reconciliation.Retiring(_declared, state.Shards.SelectMany(shard => shard.EntityIds)))
            _environment.Region.Tell(new GatewayCommands.Retire(gateway));
    }

    private static PlantRefused Refused(string reason) => new(PlantRefusal.JournalUnavailable, reason, []);

    private void Conclude(object reply)
    {
        _application?.ReplyTo.Tell(reply);
        _application = null;
    }

    /// <summary>The plant that is being applied; pending from when it is known that it can be.</summary>
    private sealed record Application(IActorRef ReplyTo, PlantDecision.Append? Pending);

    private sealed record Decided(PlantDecision? Decision, Exception? Error);

    private sealed record Serving(DeclaredPlant Plant, ImmutableDictionary<GatewayId, int>? Ports, string? Problem);

    private sealed record Reread(long Recovery, RecordedPlant Recorded);

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }

    private sealed record JournalDue
    {
        public static readonly JournalDue Instance = new();
    }
}
