using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>
/// One gateway: owns the claim, the shared link and the shadows of its devices. Claims first, then opens the link, then
/// starts shadows; proves its claim again all the time; gives it back before it stops.
/// </summary>
public sealed class GatewayActor : UntypedActor, IWithTimers
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
    private bool _releasing;
    private string? _linkReason = "not connected yet";
    private bool _linkUp;
    private string? _stopReason;

    public GatewayActor(GatewayId id, GatewayEnvironment environment)
    {
        _id = id;
        _environment = environment;
        _clock = new Clock(environment);
        _claim = new ClaimId(environment.NewId());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(GatewayId id, GatewayEnvironment environment) =>
        Akka.Actor.Props.Create(() => new GatewayActor(id, environment));

    protected override void PreStart() =>
        _journal = Context.ActorOf(_environment.JournalProps.ForGateway(_id), "journal");

    protected override void PostStop()
    {
        foreach (var (message, sender) in _slots.Values.SelectMany(slot => slot.Drain())) Refuse(message, sender);
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        maxNrOfRetries: 3,
        withinTimeMilliseconds: 60_000,
        localOnlyDecider: _ => Directive.Restart);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case IDeviceMessage device: Route(device); break;
            case GatewayCommands.Declare declare: Declare(declare.Spec); break;
            case ShadowQueries.GetGateway: Report(Sender); break;
            case LinkReports.LinkUp: (_linkUp, _linkReason) = (true, null); break;
            case LinkReports.LinkDown down: (_linkUp, _linkReason) = (false, down.Reason); break;
            case ShadowOrders.Stopped stopped: ShadowStopped(stopped); break;
            case Terminated terminated: ShadowEnded(terminated.ActorRef); break;
            case GatewayCommands.Retire: BeginStop("the gateway is declared no more"); break;
            case GatewayCommands.HandOff: BeginStop("the gateway is handed over"); break;
            case LinkCommands.Released: LinkReleased(); break;
            case Tick tick: Ticked(tick); break;
            default:
                if (!FromJournal(message)) Unhandled(message);
                break;
        }
    }

    private bool FromJournal(object message)
    {
        switch (message)
        {
            case JournalMessages.Recovered<GatewayState> recovered: Recovered(recovered.State); return true;
            case JournalMessages.Appended appended when appended.Number == _append: Appended(); return true;
            case JournalMessages.AppendFailed failed when failed.Number == _append:
                _appending = false;
                _log.Warning("gateway {0}: its claim could not be written: {1}", _id, failed.Reason);
                return true;
            case JournalMessages.AppendFailed or JournalMessages.Appended: return true;
            case JournalMessages.Unavailable unavailable:
                _log.Warning("gateway {0}: the journal is away: {1}", _id, unavailable.Reason);
                return true;
            case JournalMessages.Unreadable unreadable:
                _log.Error("gateway {0} can't be claimed: {1}", _id, unreadable.What);
                return true;
            default: return false;
        }
    }

    private void Recovered(GatewayState state)
    {
        if (_status == ClaimStatus.None)
        {
            _before = state;
            _status = ClaimStatus.Claiming;
            Append(new GatewayEvents.GatewayClaimed(
                _clock.Now.Wall, _environment.Boot, UptimeMs(), _claim, _environment.Node, _environment.Installation));
        }
        else if (state.Claim?.Claim == _claim)
        {
            Held();
        }
        else if (_status == ClaimStatus.Claiming && state.Claim?.Claim == _before.Claim?.Claim)
        {
            Append(new GatewayEvents.GatewayClaimed(
                _clock.Now.Wall, _environment.Boot, UptimeMs(), _claim, _environment.Node, _environment.Installation));
        }
        else
        {
            ClaimLost($"node {state.Claim?.Node} has claimed it");
        }
    }

    private void Append(GatewayEvents.GatewayEvent happened)
    {
        _appending = true;
        _journal.Tell(new JournalMessages.Append<GatewayEvents.GatewayEvent>(++_append, [happened]));
    }

    private void Appended()
    {
        _appending = false;
        if (_status == ClaimStatus.Claiming) Held();
        else if (_status == ClaimStatus.Lost) Context.Stop(Self);
        else if (_releasing) LinkReleased();
    }

    private void Held()
    {
        if (_status != ClaimStatus.Claiming) return;
        _status = ClaimStatus.Held;
        Timers.StartPeriodicTimer(Tick.Prove, Tick.Prove, ProofPeriod);
        Reconcile();
    }

    private void Declare(GatewaySpec spec)
    {
        if (_stopReason is not null) return;
        _wanted = spec;
        Sender.Tell(new GatewayCommands.Declared(_id));
        Reconcile();
    }

    /// <summary>Brings what runs to what is declared; waits while shadows of the old link stop.</summary>
    private void Reconcile()
    {
        if (_status != ClaimStatus.Held || _wanted is null || _stopReason is not null || _wanted == _running) return;
        var plan = GatewayPlan.Between(_running, _wanted);
        _running = _wanted;
        if (plan.Relink) Disconnect();
        _connection ??= Connect(_wanted);
        var next = plan.Start.ToDictionary(device => device.Id);
        foreach (var id in plan.Stop)
        {
            var slot = _slots[id];
            slot.Next = next.GetValueOrDefault(id);
            Stop(slot, slot.Next is null ? "the device is declared no more" : "its declaration changed");
        }

        foreach (var device in plan.Start.Where(device => !_slots.ContainsKey(device.Id)))
            StartShadow(_slots[device.Id] = new DeviceSlot(device));
    }

    private GatewayConnection Connect(GatewaySpec spec)
    {
        var connection = GatewayConnection.Open(Context, spec, _environment);
        connection.Link.Tell(new LinkCommands.Subscribe(Self));
        connection.Link.Tell(new LinkCommands.Hold(_claim));
        return connection;
    }

    private void Disconnect()
    {
        if (_connection is null) return;
        Context.Stop(_connection.Link);
        _connection = null;
    }

    private void StartShadow(DeviceSlot slot)
    {
        if (_connection is null) return;
        var own = GatewayConnection.Ownership(_running!, slot.Spec, _claim, ContactBefore(slot.Spec.Id), _environment);
        var settings = new ShadowSettings(
            slot.Spec, own, _connection.Gate, _connection.Link, _connection.DriverProps, _contacts);
        // Not named: a former shadow of the same device may still be on its way out.
        slot.Release(Context.Watch(Context.ActorOf(ShadowActor.Props(settings, _environment))));
    }

    private TimeSpan? ContactBefore(DeviceId device) =>
        _before.Boot == _environment.Boot && _before.ContactAgeMs.TryGetValue(device.ToString(), out var ageMs)
            ? TimeSpan.FromMilliseconds(UptimeMs() - _before.UptimeMs + ageMs)
            : null;

    private static void Stop(DeviceSlot slot, string reason)
    {
        if (slot.IsStopping || slot.Shadow is null) return;
        slot.IsStopping = true;
        slot.Shadow.Tell(new ShadowOrders.Stop(reason));
    }

    private void ShadowStopped(ShadowOrders.Stopped stopped)
    {
        if (stopped.ClaimLost) ClaimLost(stopped.Reason);
    }

    /// <summary>A shadow is gone: by order, then what is declared now takes its place; or it broke too often.</summary>
    private void ShadowEnded(IActorRef shadow)
    {
        if (_slots.Values.FirstOrDefault(slot => shadow.Equals(slot.Shadow)) is not { } slot) return;
        slot.Shadow = null;
        if (_stopReason is not null || _status == ClaimStatus.Lost)
        {
            AllStopped();
            return;
        }

        if (!slot.IsStopping)
        {
            _log.Error("{0}: its shadow broke and is started again in {1}", slot.Spec.Id, ShadowRestartTime);
            Timers.StartSingleTimer(slot.Spec.Id, new Tick(slot.Spec.Id), ShadowRestartTime);
            return;
        }

        _slots.Remove(slot.Spec.Id);
        if (slot.Next is { } next)
        {
            var place = new DeviceSlot(next);
            slot.MoveTo(place);
            StartShadow(_slots[next.Id] = place);
        }
        else
        {
            foreach (var (message, sender) in slot.Drain()) Refuse(message, sender);
        }
    }

    private void Ticked(Tick tick)
    {
        if (tick == Tick.StopTimeOver) Context.Stop(Self);
        else if (tick.Device is { } device)
        {
            if (_slots.TryGetValue(device, out var slot) && slot.Shadow is null && _stopReason is null) StartShadow(slot);
        }
        else if (_status == ClaimStatus.Held && !_appending && _stopReason is null)
            Append(new GatewayEvents.OwnershipProven(
                _clock.Now.Wall, _environment.Boot, UptimeMs(), _claim, _contacts.AgesMs(_clock.Now.Uptime)));
    }

    private void ClaimLost(string reason)
    {
        if (_status == ClaimStatus.Lost) return;
        _log.Error("gateway {0}: {1}; this copy stops", _id, reason);
        _status = ClaimStatus.Lost;
        _stopReason = reason;
        _connection?.Link.Tell(new LinkCommands.Release());
        foreach (var slot in _slots.Values) slot.Shadow?.Tell(new ShadowOrders.ClaimLost(reason));
        Timers.StartSingleTimer(Tick.StopTimeOver, Tick.StopTimeOver, StopTime);
        AllStopped();
    }

    private void BeginStop(string reason)
    {
        if (_stopReason is not null) return;
        _stopReason = reason;
        Timers.Cancel(Tick.Prove);
        Timers.StartSingleTimer(Tick.StopTimeOver, Tick.StopTimeOver, StopTime);
        foreach (var slot in _slots.Values) Stop(slot, reason);
        AllStopped();
    }

    private void AllStopped()
    {
        if (_slots.Values.Any(slot => slot.Shadow is not null)) return;
        if (_connection is null || _status == ClaimStatus.Lost) LinkReleased();
        else _connection.Link.Tell(new LinkCommands.Release());
    }

    /// <summary>Nothing is open any more: give the claim back.</summary>
    private void LinkReleased()
    {
        if (_stopReason is null || _slots.Values.Any(slot => slot.Shadow is not null)) return;
        _releasing = _appending;
        if (_appending) return;
        if (_status != ClaimStatus.Held)
        {
            Context.Stop(Self);
            return;
        }

        _status = ClaimStatus.Lost;
        Append(new GatewayEvents.GatewayReleased(_clock.Now.Wall, _environment.Boot, UptimeMs(), _claim));
    }

    private void Route(IDeviceMessage message)
    {
        if (_stopReason is not null || !_slots.TryGetValue(message.Device, out var slot)) Refuse(message, Sender);
        else if (!slot.Deliver(message, Sender)) Refuse(message, Sender);
    }

    private void Refuse(object message, IActorRef sender)
    {
        var subject = message is IDeviceMessage device ? device.Device.ToString() : _id.ToString();
        var (kind, reason) = this switch
        {
            { _stopReason: { } stopping } => (RefusalKind.NotOwner, stopping),
            { _running: null } => (RefusalKind.NotReady, $"the gateway '{_id}' is starting"),
            _ when message is IDeviceMessage to && _slots.ContainsKey(to.Device) =>
                (RefusalKind.NotReady, "too many requests wait for its restart"),
            _ => (RefusalKind.UnknownDevice, $"the gateway '{_id}' declares no such device"),
        };
        sender.Tell(new ShadowReplies.Refused(
            subject, kind, reason, ServedBy.ShadowCheck,
            kind is RefusalKind.NotOwner or RefusalKind.NotReady ? ShadowLimits.RetryAfter : null));
    }

    private void Report(IActorRef client)
    {
        var spec = _running;
        var status = new ShadowReplies.GatewayStatus(
            _id,
            spec is not null,
            spec is null ? "" : $"{spec.Link.Kind} {spec.Link.Host}:{spec.Link.Port}",
            _linkUp,
            _linkReason,
            _environment.Node,
            []);
        var shadows = _slots.Values.Where(slot => slot.Shadow is not null).Select(slot => slot.Shadow!).ToList();
        GatewayReport.AskAsync(status, shadows, _running?.Devices ?? []).PipeTo(client, Self);
    }

    private long UptimeMs() => (long)_clock.Now.Uptime.TotalMilliseconds;

    private sealed record Tick(DeviceId? Device)
    {
        public static readonly Tick Prove = new((DeviceId?)null);

        public static readonly Tick StopTimeOver = new Tick((DeviceId?)null) { IsEnd = true };

        private bool IsEnd { get; init; }
    }
}
