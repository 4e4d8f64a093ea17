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
    private bool _relinking;
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
        localOnlyDecider: _ => Sender.Equals(_connection?.Link) ? Directive.Stop : Directive.Restart);

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
            case Terminated terminated when terminated.ActorRef.Equals(_connection?.Link): LinkEnded(); break;
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

    private void Declare(GatewaySpec spec)
    {
        if (_stopReason is not null) return;
        _wanted = spec;
        Sender.Tell(new GatewayCommands.Declared(_id));
        Reconcile();
    }

    /// <summary>Brings what runs to what is declared. Where the link changes, all shadows stop before it does.</summary>
    private void Reconcile()
    {
        if (_status != ClaimStatus.Held || _wanted is null || _stopReason is not null || _wanted == _running) return;
        var plan = GatewayPlan.Between(_running, _wanted);
        _running = _wanted;
        var next = plan.Start.ToDictionary(device => device.Id);
        foreach (var id in plan.Stop)
        {
            if (!_slots.TryGetValue(id, out var slot)) continue;
            slot.Next = next.GetValueOrDefault(id);
            Stop(slot, slot.Next is null ? "the device is declared no more" : "its declaration changed");
        }

        foreach (var device in plan.Start.Where(device => !_slots.ContainsKey(device.Id)))
            _slots[device.Id] = new DeviceSlot(device);
        _relinking |= plan.Relink;
        StartWaiting();
    }

    /// <summary>Starts the shadows whose place is free, on the link that is declared.</summary>
    private void StartWaiting()
    {
        if (_relinking)
        {
            if (_slots.Values.Any(slot => slot.Shadow is not null)) return;
            _relinking = false;
            Disconnect();
        }

        _connection ??= Connect(_running!);
        foreach (var slot in _slots.Values.Where(slot => slot.Shadow is null).ToList()) StartShadow(slot);
    }

    /// <summary>The link broke: a fresh one, and fresh shadows on it.</summary>
    private void LinkEnded()
    {
        _connection = null;
        if (_stopReason is not null) return;
        _log.Error("gateway {0}: its link broke and is made again", _id);
        _relinking = true;
        foreach (var slot in _slots.Values) Stop(slot, "its link broke");

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
        _connection = null;
    }

    private void StartShadow(DeviceSlot slot)
    {
        if (_connection is null || _running is null) return;
        var own = GatewayConnection.Ownership(_running, slot.Spec, _claim, ContactBefore(slot.Spec.Id), _environment);
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
            _slots[next.Id] = place;
        }
        else
        {
            foreach (var (message, sender) in slot.Drain()) Refuse(message, sender);
        }

        StartWaiting();
    }

    private void Ticked(Tick tick)
    {
        if (tick == Tick.StopTimeOver) Context.Stop(Self);
        else if (tick.Device is not null)
        {
            if (_stopReason is null) StartWaiting();
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
            { _running: null } => (RefusalKind.UnknownGateway, $"the gateway '{_id}' is not declared, or not yet"),
            _ when message is IDeviceMessage to && _slots.ContainsKey(to.Device) =>
                (RefusalKind.Busy, "too many requests wait for its restart"),
            _ => (RefusalKind.UnknownDevice, $"the gateway '{_id}' declares no such device"),
        };
        sender.Tell(new ShadowReplies.Refused(
            subject, kind, reason, ServedBy.ShadowCheck,
            kind is RefusalKind.NotOwner or RefusalKind.Busy ? ShadowLimits.RetryAfter : null));
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
