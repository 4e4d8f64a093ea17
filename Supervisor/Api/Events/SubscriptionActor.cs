using Akka.Actor;
using Akka.Event;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Api.Events;

/// <summary>
/// One client's subscription. It outlives drivers, shadows and gateways: it holds a lease at the shadow of each device,
/// renews it by way of the shard region, and asks for a new one where a shadow has gone. What it hears it keeps in an
/// <see cref="EventBuffer"/> until the client takes it, and then for a while in case it did not arrive.
/// </summary>
public sealed class SubscriptionActor : UntypedActor, IWithTimers
{
    /// <summary>After this time without an event the client is told that there is none.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(15);

    /// <summary>How often leases and the declared plant are looked at.</summary>
    public static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(500);

    /// <summary>How long after a shadow was lost it is asked for again. Not at once: where the device is declared no
    /// more, asking would start its gateway again.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(100);

    private readonly EventSelection _selection;
    private readonly EventBuffer _buffer;
    private readonly ToldEvents _told = new();
    private readonly IActorRef _region;
    private readonly PlantView _plant;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<DeviceId, Held> _devices = [];
    private DeclaredPlant? _known;
    private IActorRef? _puller;
    private TimeSpan _pulledAt;
    private long _pulledAfter;
    private TimeSpan? _wakeAt;
    private string? _end;

    public SubscriptionActor(
        EventSelection selection, TimeSpan period, IActorRef region, PlantView plant, TimeProvider time)
    {
        _selection = selection;
        _buffer = new EventBuffer(selection, period);
        (_region, _plant, _time) = (region, plant, time);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _time.GetElapsedTime(0, _time.GetTimestamp());

    public static Props Props(
        EventSelection selection, TimeSpan period, IActorRef region, PlantView plant, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new SubscriptionActor(selection, period, region, plant, time));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(AlarmTold));
        Timers.StartPeriodicTimer(Tick.Look, Tick.Look, LookPeriod);
        Look();
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        foreach (var (device, held) in _devices) held.Shadow?.Tell(new ShadowSubscriptions.Unsubscribe(device));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SubscriptionMessages.Pull pull:
                (_puller, _pulledAt, _pulledAfter) = (Sender, Now, pull.After);
                break;
            case SubscriptionMessages.Resume resume:
                Sender.Tell(new SubscriptionMessages.Resumed(_told.HasAllAfter(resume.After)));
                break;
            case ShadowSubscriptions.Seen seen: Seen(seen); break;
            case ShadowSubscriptions.Ended ended: Lost(ended.Device, Sender, ended.Reason); break;
            case AlarmTold { IsStanding: false } told: _buffer.Alarmed(told, Now); break;
            case AlarmTold: break;
            case ShadowReplies.Refused refused: Refused(refused); break;
            case Terminated terminated: Gone(terminated.ActorRef); break;
            case Tick.Look: Look(); break;
            case Tick.Wake: _wakeAt = null; break;
            default:
                _log.Warning("a subscription: nobody expected a {0} from {1}", message.GetType().Name, Sender);
                Unhandled(message);
                return;
        }

        Give();
    }

    private void Seen(ShadowSubscriptions.Seen seen)
    {
        if (!_devices.TryGetValue(seen.Device, out var held)) return;
        if (seen.Lease is { } number)
        {
            if (held.Lease.Answered(number) is not { } lease) return;
            held.Lease = lease;
            if (!Sender.Equals(held.Shadow)) Context.Watch(Sender);
            held.Shadow = Sender;
        }
        else if (!Sender.Equals(held.Shadow))
        {
            // A shadow that was lost, or that another one has followed.
            return;
        }

        _buffer.Seen(seen, Now);
    }

    /// <summary>Asked for again soon: a shadow that stops is mostly followed by another.</summary>
    private void Lost(DeviceId device, IActorRef shadow, string reason)
    {
        if (!_devices.TryGetValue(device, out var held) || !shadow.Equals(held.Shadow)) return;
        held.Shadow = null;
        held.Lease = held.Lease.Lost(Now);
        held.Cause = reason;
        _buffer.Away(device, reason, Now);
        Timers.StartSingleTimer(nameof(AskAgainAfter), Tick.Look, AskAgainAfter);
    }

    private void Gone(IActorRef shadow)
    {
        foreach (var device in _devices.Where(each => shadow.Equals(each.Value.Shadow)).Select(each => each.Key))
            Lost(device, shadow, "its shadow has gone");
    }

    /// <summary>The lease is asked for again in a while; the reason is told with what is not known then.</summary>
    private void Refused(ShadowReplies.Refused refused)
    {
        if (DeviceId.TryParse(refused.Subject, out var device) && _devices.TryGetValue(device, out var held))
            held.Cause = refused.Reason;
    }

    private void Look()
    {
        Compare();
        foreach (var (device, held) in _devices)
        {
            if (held.Lease.IsOverdue(Now)) Lost(device, held.Shadow!, "its shadow gives no answer");
            if (held.Lease.IsDue(Now)) Ask(device, held);
            if (!held.Lease.IsHopeless(Now)) continue;
            held.Lease = held.Lease.GivenUp();
            if (_known?.Device(device) is { } spec) _buffer.GiveUp(spec, held.Cause, Now);
        }
    }

    /// <summary>Brings the leases to what is declared.</summary>
    private void Compare()
    {
        if (_plant.Current is not { } plant || plant == _known) return;
        _known = plant;
        var wanted = _selection.DevicesOf(plant).Select(device => device.Id).ToHashSet();
        foreach (var device in _devices.Keys.Where(device => !wanted.Contains(device)).ToList())
        {
            if (_devices.Remove(device, out var held) && held.Shadow is { } shadow)
            {
                Context.Unwatch(shadow);
                shadow.Tell(new ShadowSubscriptions.Unsubscribe(device));
            }

            _buffer.Removed(device, Now);
        }

        foreach (var device in wanted) _devices.TryAdd(device, new Held(DeviceLease.StartingAt(Now)));
        if (_selection.PointsOf(plant) > ApiLimits.EventPointsMax)
            _end = $"the plant has more than the {ApiLimits.EventPointsMax} points of one stream";
    }

    private void Ask(DeviceId device, Held held)
    {
        held.Lease = held.Lease.Asked(Now);
        _region.Tell(new ShadowSubscriptions.Subscribe(device, held.Lease.Number));
    }

    private void Give()
    {
        if (_puller is null) return;
        if (_pulledAfter < _told.Last)
        {
            Tell(_told.After(_pulledAfter, ApiLimits.EventsPerBatchMax), end: null);
            return;
        }

        var now = Now;
        var events = _buffer.Take(now, ApiLimits.EventsPerBatchMax);
        if (_buffer.IsOverrun) _end ??= "the reader is too slow";
        if (events.Count > 0 || _end is not null || now - _pulledAt >= SilenceMax)
        {
            _told.Add(events);
            Tell(events, _end);
            return;
        }

        var wakeAt = _pulledAt + SilenceMax;
        if (_buffer.NextDue is { } due && due < wakeAt) wakeAt = due;
        if (_wakeAt <= wakeAt) return;
        _wakeAt = wakeAt;
        Timers.StartSingleTimer(Tick.Wake, Tick.Wake, wakeAt - now);
    }

    private void Tell(List<EventBody> events, string? end)
    {
        _puller.Tell(new SubscriptionMessages.Batch(events, end));
        _puller = null;
    }

    /// <summary>A device's lease, and the shadow that gave it.</summary>
    private sealed class Held(DeviceLease lease)
    {
        public DeviceLease Lease { get; set; } = lease;

        public IActorRef? Shadow { get; set; }

        /// <summary>Why there is no lease.</summary>
        public string Cause { get; set; } = "its gateway gives no answer";
    }

    private enum Tick : byte
    {
        Look,
        Wake,
    }
}
