using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>Tells a shadow's subscribers what changes. Without any it does nothing.</summary>
internal sealed class Subscribers(DeviceId device, ITimerScheduler timers)
{
    private Leases<IActorRef> _leases = Leases<IActorRef>.None;
    private SeenDevice? _told;
    private TimeSpan? _lookAt;

    public void Add(ShadowSubscriptions.Subscribe subscribe, IActorRef subscriber, Shadow shadow, Moment now)
    {
        if (shadow.Live.Claim == ClaimStatus.Lost)
        {
            subscriber.Tell(new ShadowReplies.Refused(
                device.ToString(), RefusalKind.NotOwner, Refusals.HandedOver, ServedBy.ShadowBusy,
                ShadowLimits.RetryAfter));
            return;
        }

        if (_leases.Renew(subscriber, now.Uptime) is not { } leases)
        {
            subscriber.Tell(new ShadowReplies.Refused(
                device.ToString(), RefusalKind.Busy, $"{ShadowLimits.SubscribersMax} others subscribe to it",
                ServedBy.ShadowBusy, ShadowLimits.RetryAfter));
            return;
        }

        // The others first: what is told from here on is what changed since this picture.
        Look(shadow, now);
        var seen = SeenDevice.Of(shadow, now);
        (_leases, _told) = (leases, seen);
        // Before it is told: who has the picture may count on hearing when it is too old.
        Arm(seen, shadow, now);
        subscriber.Tell(Message(seen, subscribe.Lease));
    }

    public void Remove(IActorRef subscriber)
    {
        _leases = _leases.Without(subscriber);
        if (_leases.IsEmpty) Forget();
    }

    /// <summary>The shadow may have become another.</summary>
    public void Look(Shadow before, Shadow after, Moment now)
    {
        if (!_leases.IsEmpty && SeenDevice.MayDiffer(before, after)) Look(after, now);
    }

    /// <summary>Time has passed.</summary>
    public void LookAgain(Shadow shadow, Moment now)
    {
        _lookAt = null;
        Look(shadow, now);
    }

    public void End(string reason)
    {
        foreach (var subscriber in _leases.Holders) subscriber.Tell(new ShadowSubscriptions.Ended(device, reason));
        _leases = Leases<IActorRef>.None;
        Forget();
    }

    private void Look(Shadow shadow, Moment now)
    {
        _leases = _leases.At(now.Uptime);
        if (_leases.IsEmpty || _told is null)
        {
            Forget();
            return;
        }

        var seen = SeenDevice.Of(shadow, now);
        var changed = seen.ChangedSince(_told);
        var gone = seen.GoneSince(_told);
        if (!changed.IsEmpty || !gone.IsEmpty || !seen.IsServedAs(_told))
        {
            var message = Message(seen with { Readings = changed }, lease: null) with { Gone = gone };
            foreach (var subscriber in _leases.Holders) subscriber.Tell(message);
            _told = seen;
        }

        Arm(seen, shadow, now);
    }

    private ShadowSubscriptions.Seen Message(SeenDevice seen, long? lease) =>
        new(device, lease, seen.Mode, seen.Incarnation, seen.Cause, seen.Readings);

    /// <summary>Looks again when a value has become too old without another one coming.</summary>
    private void Arm(SeenDevice seen, Shadow shadow, Moment now)
    {
        if (seen.StaleIn(shadow.Spec) is not { } left || _lookAt <= now.Uptime + left) return;
        _lookAt = now.Uptime + left;
        timers.StartSingleTimer(Late.Instance, Late.Instance, left);
    }

    private void Forget()
    {
        _told = null;
        if (_lookAt is null) return;
        _lookAt = null;
        timers.Cancel(Late.Instance);
    }

    /// <summary>The moment to look again.</summary>
    internal sealed class Late
    {
        public static readonly Late Instance = new();
    }
}
