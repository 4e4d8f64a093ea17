using Akka.Actor;
using Akka.Event;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Metrics;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>
/// One gateway: owns the claim, the shared link and the shadows of its devices. When it is declared it claims first,
/// then opens the link, then starts shadows; proves its claim again all the time; gives it back before it stops.
/// </summary>
public sealed partial class GatewayActor : UntypedActor, IWithTimers
{
    /// <summary>How often the claim is proven.</summary>
    public static readonly TimeSpan ProofPeriod = TimeSpan.FromSeconds(5);

    /// <summary>How long shadows and link may take to stop.</summary>
    public static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShadowRestartTime = TimeSpan.FromSeconds(10);

    private readonly GatewayId _id;
    private readonly GatewayEnvironment _environment;
    private readonly Clock _clock;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ContactBoard _contacts = new();
    private readonly GatewayMetrics _metrics;
    private readonly ClaimId _claim;
    private readonly Dictionary<DeviceId, DeviceSlot> _slots = [];
    private IActorRef _journal = ActorRefs.Nobody;
    private GatewayConnection? _connection;
    private GatewaySpec? _running;
    private GatewaySpec? _wanted;
    private GatewayState _before = GatewayState.Empty;
    private ClaimStatus _status = ClaimStatus.None;
    private long _append;
    private bool _appending;
    private bool _endsAfterAppend;
    private bool _relinking;
    private bool _unlinking;
    private (RefusalKind Kind, string Reason)? _journalAway;
    private string? _linkReason = "not connected yet";
    private bool _linkUp;
    private string? _stopReason;
    private bool _isRemoved;

    public GatewayActor(GatewayId id, GatewayEnvironment environment)
    {
        _id = id;
        _environment = environment;
        _clock = new Clock(environment);
        _claim = new ClaimId(environment.NewId());
        _metrics = environment.Metrics.Gateway(id);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(GatewayId id, GatewayEnvironment environment) =>
        Akka.Actor.Props.Create(() => new GatewayActor(id, environment));

    protected override void PostStop()
    {
        GiveBackJournal();
        RefuseAllWaiting();
        Forget();
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        maxNrOfRetries: 3,
        withinTimeMilliseconds: 60_000,
        localOnlyDecider: _ => Sender.Equals(_connection?.Link) ? Directive.Stop : Directive.Restart);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case IDeviceMessage device: Route(device); break;
            case GatewayCommands.Declare declare: Declare(declare.Spec); break;
            case ShadowQueries.GetGateway: Report(Sender); break;
            case LinkReports.ILinkReport report: LinkChanged(report); break;
            case ShadowOrders.Stopped stopped: ShadowStopped(stopped); break;
            case ShadowOrders.Unlinked: ShadowUnlinked(Sender); break;
            case Terminated terminated when terminated.ActorRef.Equals(_connection?.Link): LinkEnded(); break;
            case Terminated terminated when terminated.ActorRef.Equals(_journal): ClaimLost("its journal broke"); break;
            case Terminated terminated: ShadowEnded(terminated.ActorRef); break;
            case GatewayCommands.Retire: BeginStop("the gateway is declared no more", isRemoved: true); break;
            case GatewayCommands.HandOff: BeginStop("the gateway is handed over"); break;
            case LinkCommands.Released when _stopReason is not null: LinkReleased(); break;
            case LinkCommands.Released: Unlinked(Sender); break;
            case Tick tick: Ticked(tick); break;
            case StopOverdue overdue: StopTimeOver(overdue.Shadow); break;
            default:
                if (!FromJournal(message) && !OfAlarms(message)) Unhandled(message);
                break;
        }
    }

    private void LinkChanged(LinkReports.ILinkReport report)
    {
        if (!Sender.Equals(_connection?.Link)) return;
        var down = report as LinkReports.LinkDown;
        (_linkUp, _linkReason) = (down is null, down?.Reason);
        if (report is LinkReports.LinkUp up) _metrics.LinkIsUp(up.Connection);
        else _metrics.LinkIsDown();
        LookAtAlarmsAgain();
    }

    /// <summary>The link broke: a fresh one, and fresh shadows on it.</summary>
    private void LinkEnded()
    {
        (_connection, _unlinking) = (null, false);
        (_linkUp, _linkReason) = (false, "the link broke");
        _metrics.LinkIsDown();
        if (_stopReason is not null)
        {
            AllStopped();
            return;
        }

        _log.Error("gateway {0}: its link broke and is made again", _id);
        _relinking = true;
        foreach (var slot in _slots.Values)
        {
            slot.IsUnlinked = false;
            Stop(slot, "its link broke");
        }

        StartWaiting();
    }

    private GatewayConnection Connect(GatewaySpec spec)
    {
        var connection = GatewayConnection.Open(Context, spec, _environment);
        Context.Watch(connection.Link);
        connection.Link.Tell(new LinkCommands.Subscribe(Self));
        connection.Link.Tell(new LinkCommands.Hold(_claim));
        return connection;
    }

    private void Disconnect()
    {
        if (_connection is null) return;
        Context.Unwatch(_connection.Link);
        Context.Stop(_connection.Link);
        (_connection, _unlinking) = (null, false);
        (_linkUp, _linkReason) = (false, "not connected yet");
        _metrics.LinkIsDown();
    }

    private void Stop(DeviceSlot slot, string reason, bool isRemoved = false)
    {
        if (slot.IsStopping || slot.Shadow is null) return;
        slot.IsStopping = true;
        slot.Shadow.Tell(new ShadowOrders.Stop(reason, isRemoved));
        Timers.StartSingleTimer((nameof(StopOverdue), slot.Spec.Id), new StopOverdue(slot.Shadow), StopTime);
    }

    /// <summary>The shadow did not stop in order: a restarted one has forgotten that it should.</summary>
    private void StopTimeOver(IActorRef shadow)
    {
        if (SlotOf(shadow) is not { } slot || (!slot.IsStopping && (!_relinking || slot.IsUnlinked))) return;
        slot.IsStopping = true;
        _log.Error("{0}: its shadow did not stop in time and is ended", slot.Spec.Id);
        Context.Stop(shadow);
    }

    /// <summary>Nothing more is delivered to it; what it has got already it still answers, and then ends.</summary>
    private void ShadowStopped(ShadowOrders.Stopped stopped)
    {
        if (SlotOf(Sender) is { } slot)
        {
            slot.IsStopping = true;
            Sender.Tell(PoisonPill.Instance);
        }

        if (stopped.ClaimLost) ClaimLost(stopped.Reason);
    }

    private DeviceSlot? SlotOf(IActorRef shadow) =>
        _slots.Values.FirstOrDefault(slot => shadow.Equals(slot.Shadow));

    /// <summary>A shadow is gone: by order, then what is declared now takes its place; or it broke too often.</summary>
    private void ShadowEnded(IActorRef shadow)
    {
        if (SlotOf(shadow) is not { } slot) return;
        (slot.Shadow, slot.IsUnlinked) = (null, false);
        Timers.Cancel((nameof(StopOverdue), slot.Spec.Id));
        if (_stopReason is not null || _status == ClaimStatus.Lost)
        {
            AllStopped();
            return;
        }

        if (!slot.IsStopping)
        {
            _log.Error("{0}: its shadow broke and is started again in {1}", slot.Spec.Id, ShadowRestartTime);
            slot.IsBroken = true;
            Timers.StartSingleTimer(slot.Spec.Id, new Tick(slot.Spec.Id), ShadowRestartTime);
            if (_relinking) StartWaiting();
            return;
        }

        Replace(slot);
        StartWaiting();
    }

    /// <summary>The place is free: for what is declared now, if anything is.</summary>
    private void Replace(DeviceSlot slot)
    {
        _slots.Remove(slot.Spec.Id);
        if (slot.Next is { } next)
        {
            var place = new DeviceSlot(next);
            slot.MoveTo(place);
            _slots[next.Id] = place;
        }
        else
        {
            ForgetContact(slot.Spec);
            _environment.Metrics.Forget(slot.Spec.Id);
            RefuseAll(slot.Drain());
        }
    }

    private void Ticked(Tick tick)
    {
        if (tick == Tick.StopTimeOver) Context.Stop(Self);
        else if (tick == Tick.Prove) Prove();
        else if (tick.Device is { } device && _slots.TryGetValue(device, out var slot))
        {
            slot.IsBroken = false;
            if (_stopReason is null) StartWaiting();
        }
    }

    private void Route(IDeviceMessage message)
    {
        if (_stopReason is not null || !_slots.TryGetValue(message.Device, out var slot)
            || !slot.Deliver(message, Sender, _clock.Now.Uptime))
            Refuse(message, Sender);
    }

    private void RefuseAll(IEnumerable<DeviceSlot.Waiting> all)
    {
        foreach (var waiting in all) Refuse(waiting.Message, waiting.Sender);
    }

    private void Refuse(object message, IActorRef sender)
    {
        var device = (message as IDeviceMessage)?.Device;
        var (kind, reason, retryAfter) = WhyNot(device);
        sender.Tell(new ShadowReplies.Refused(
            device?.ToString() ?? _id.ToString(), kind, reason,
            retryAfter is null ? ServedBy.ShadowCheck : ServedBy.ShadowBusy, retryAfter));
    }

    private (RefusalKind Kind, string Reason, TimeSpan? RetryAfter) WhyNot(DeviceId? device)
    {
        if (_stopReason is { } removed && _isRemoved) return (RefusalKind.UnknownDevice, removed, null);
        if (_stopReason is { } stopping) return (RefusalKind.NotOwner, stopping, ShadowLimits.RetryAfter);
        if (_wanted is null)
            return (RefusalKind.NotReady, $"the gateway '{_id}' is starting", ShadowLimits.RetryAfter);
        if (device is null || !_wanted.Devices.Any(declared => declared.Id == device))
            return (RefusalKind.UnknownDevice, $"the gateway '{_id}' declares no such device", null);
        if (WhyNotRun(device) is { } notRun) return (RefusalKind.JournalConflict, notRun, null);
        if (_status != ClaimStatus.Held && _journalAway is { } away)
            // Its devices' journals were not looked at: nothing is said of what came before.
            return (
                away.Kind == RefusalKind.JournalUnavailable ? RefusalKind.NotReady : away.Kind,
                $"the gateway can't be claimed: {away.Reason}",
                ShadowLimits.RetryAfter);
        if (_status != ClaimStatus.Held)
            return (RefusalKind.NotReady, "the gateway is being claimed", ShadowLimits.RetryAfter);
        return _slots.TryGetValue(device, out var slot) && slot.IsBroken
            ? (RefusalKind.NotReady, "its shadow broke and is started again soon", ShadowRestartTime)
            : (RefusalKind.NotReady, "too many requests wait for its restart", ShadowLimits.RetryAfter);
    }

    private void Report(IActorRef client)
    {
        var spec = _wanted;
        var status = new ShadowReplies.GatewayStatus(
            _id,
            spec is not null,
            spec is null ? "" : $"{spec.Link.Kind} {spec.Link.Host}:{spec.Link.Port}",
            _linkUp,
            _linkReason,
            _environment.Node,
            [],
            AlarmViewsNow());
        var shadows = _slots.Values
            .Where(slot => slot.Shadow is not null)
            .Select(slot => (slot.Spec.Id, slot.Shadow!))
            .ToList();
        GatewayReport.AskAsync(status, shadows).PipeTo(client, Self);
    }

    private long UptimeMs() => (long)_clock.Now.Uptime.TotalMilliseconds;

    protected override void Unhandled(object message)
    {
        _log.Warning("gateway {0}: nobody expected a {1} from {2}", _id, message.GetType().Name, Sender);
        base.Unhandled(message);
    }

    private sealed record StopOverdue(IActorRef Shadow);

    private sealed record Tick(DeviceId? Device)
    {
        public static readonly Tick Prove = new((DeviceId?)null);

        public static readonly Tick StopTimeOver = new Tick((DeviceId?)null) { IsEnd = true };

        private bool IsEnd { get; init; }
    }
}
