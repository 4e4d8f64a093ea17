using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What a shadow tells of itself.</summary>
public static class DeviceStatuses
{
    /// <summary>Its points are shown as a client is served them without anything being asked of the driver.</summary>
    public static ShadowReplies.DeviceStatus Of(Shadow shadow, Moment now)
    {
        var (spec, state, live) = (shadow.Spec, shadow.State, shadow.Live);
        var known = KnownPoints.Of(shadow, now);
        return new ShadowReplies.DeviceStatus(
            spec.Id,
            spec.Profile,
            live.Mode,
            live.Stage,
            live.Since,
            Reason(live),
            live.Incarnation,
            state.Recoveries,
            state.LastError,
            live.Contact is { } contact ? now.Wall - (now.Uptime - contact) : null,
            live.Waiting,
            state.Requests.Values.Count(record => record.Verdict == Verdict.Accepted),
            live.Journal == JournalStatus.Up,
            [.. state.Held.Values.Select(held => AsRead(held, live))],
            [.. spec.Points.Select(point => known.Seen(point.Id))],
            AlarmViews.Of(shadow, now))
        {
            Quarantine = [.. state.Quarantine.Values],
            Administrative = Administration.IsKnown(live)
                ? Administration.StatusOf(state, shadow.Own, live, now)
                : null,
            Lock = Locks.StatusOf(state, shadow.Own, now),
        };
    }

    /// <summary>With the value that was read last, where one was.</summary>
    private static HeldDifference AsRead(HeldDifference held, LiveState live) =>
        live.Readings.GetValueOrDefault(held.Point) is { IsWritten: false, Status.Quality: not Quality.Bad } read
            ? held with { Actual = read.Value }
            : held;

    public static ShadowReplies.IShadowReply OfRequest(Shadow shadow, RequestId request)
    {
        if (shadow.Live.Claim == ClaimStatus.None)
            return new ShadowReplies.Refused(
                request.Value, RefusalKind.NotReady, Refusals.WhyNotReady(shadow.Live), ServedBy.ShadowBusy,
                ShadowLimits.RetryAfter);
        if (shadow.State.Requests.TryGetValue(request.Value, out var record))
        {
            var status = new ShadowReplies.RequestStatus(
                shadow.Spec.Id, request, record.Operation, record.Verdict, record.Reason, record.ServedBy, record.Time);
            return shadow.Line.FirstOnItsWay(request) switch
            {
                null => status,
                ShadowEvents.RequestQueued => status with
                {
                    Verdict = Verdict.Accepted,
                    Reason = "its acceptance is not on record yet",
                },
                // Those of the queue only.
                ShadowEvents.RequestDispatched when record.TtlMs is not null => InQueue(status),
                ShadowEvents.RequestSettled { ServedBy: ServedBy.ShadowQueue } => InQueue(status),
                _ => status with { Verdict = Verdict.Sent, Reason = "its verdict is not on record yet" },
            };
        }

        return shadow.Live.Requests.TryGetValue(request.Value, out var live)
            ? new ShadowReplies.RequestStatus(
                shadow.Spec.Id, request, live.Operation, Verdict.NotExecuted, "it waits; nothing was sent yet",
                ServedBy.ShadowBlock, shadow.Live.Since)
            : new ShadowReplies.Refused(
                request.Value, RefusalKind.UnknownRequest,
                $"{shadow.Spec.Id} knows no such request (any more)", ServedBy.ShadowCheck);
    }

    private static ShadowReplies.RequestStatus InQueue(ShadowReplies.RequestStatus status) => status with
    {
        Verdict = Verdict.Accepted,
        Reason = "what became of it is not on record yet",
    };

    /// <summary>Why a device is not Passive; null in Passive.</summary>
    internal static string? Reason(LiveState live) => live switch
    {
        { Mode: DeviceMode.Passive } => null,
        { Journal: JournalStatus.Unreadable } => live.JournalReason,
        { OutOfService: { } record } => Administration.WhyOut(record),
        { Mode: DeviceMode.Faulted, FaultedReason: { } reason } => reason,
        { LinkUp: false, Mode: DeviceMode.Active } when live.Driver == DriverPhase.Closed =>
            $"no link: {live.LinkReason}",
        _ => live.Reason,
    };
}
