using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Mutations that a failed driver, or a former owner, had. A non-idempotent command is never sent twice. What a reading
/// can prove is read back first; what may be repeated and is still wanted is sent again; the rest is Indeterminate.
/// </summary>
internal static class Outstanding
{
    /// <summary>At the failure: what can't be known later is settled now.</summary>
    public static void AfterFailure(Turn turn, RequestId id, bool unsent)
    {
        if (!turn.State.Requests.TryGetValue(id.Value, out var record)) SettleUnrecorded(turn, id, unsent);
        else if (!record.IsOpen && turn.Live.Requests.GetValueOrDefault(id.Value) is null) return;
        else if (unsent) BackToBlocked(turn, record);
        else if (Evidence.WhyNot(turn, record) is not null && !IsWantedAgain(turn, record)) SettleUnknown(turn, record);
    }

    /// <summary>What must be read to know what became of the open requests.</summary>
    public static ImmutableArray<PointId> PointsToRead(Turn turn) =>
    [
        .. Open(turn).Select(record => Evidence.PointOf(turn.Spec, record.Operation)).OfType<PointId>().Distinct(),
    ];

    /// <summary>After reading back.</summary>
    public static void Resolve(Turn turn)
    {
        foreach (var record in Open(turn))
        {
            if (Evidence.IsProven(turn, record))
                Mutations.Settle(turn, record.Request, Verdict.Confirmed, "by read-back", ServedBy.ShadowRespond);
            else if (!record.IsOpen) continue;
            else if (!IsWantedAgain(turn, record))
                SettleUnknown(turn, record);
            // Out of the queue: it is sent again in its turn.
            else if (record.TtlMs is null)
                Mutations.Set(turn, turn.Live.Requests[record.Request.Value] with { Phase = RequestPhase.Blocked });
        }
    }

    /// <summary>The next that somebody waits for and that an earlier driver had, or was about to have: it is sent again
    /// by itself, and before the queue, since what is there came later; null: none is left.</summary>
    public static LiveRequest? Next(Turn turn) => Mutations.Blocked(turn)
        .Find(request => turn.State.Requests.ContainsKey(request.Request.Value));

    /// <summary>One out of the queue that an earlier driver had, to be sent again before the others there; null: none
    /// is left. What may not be any more is settled.</summary>
    public static RequestRecord? NextQueued(Turn turn)
    {
        foreach (var record in Queued(turn))
        {
            if (!IsWantedAgain(turn, record))
                SettleUnknown(turn, record);
            else if (Locks.Against(turn, record.Operation, record.Lock) is { } held)
                SettleUnknown(turn, record, Locks.Words(held));
            else
                return record;
        }

        return null;
    }

    /// <summary>Those out of the queue whose time is over, and of which no reading can tell.</summary>
    public static void ExpireQueued(Turn turn)
    {
        foreach (var record in Queued(turn))
            if (!Queue.IsInTime(turn, record) && Evidence.WhyNot(turn, record) is not null)
                SettleUnknown(turn, record);
    }

    /// <summary>Out of the queue, given to a driver that is gone or that was stopped, and its time is not over: it may
    /// be done again.</summary>
    public static bool IsForTheNext(Turn turn, RequestRecord record) =>
        record is { Verdict: Verdict.Sent, TtlMs: not null } && IsWantedAgain(turn, record);

    /// <summary>The present driver has it.</summary>
    public static bool IsUnderWay(Turn turn, RequestId id) => turn.Live.Calls.Values.Any(
        call => call is PendingCall.ForRequest pending && pending.Request == id);

    /// <summary>Out of the queue, and no driver has them any more.</summary>
    public static List<RequestRecord> Queued(Turn turn) =>
    [
        .. turn.State.Requests.Values
            .Where(record => record is { Verdict: Verdict.Sent, TtlMs: not null }
                && !IsUnderWay(turn, record.Request)
                && !turn.Line.IsFollowedBy(new Continuations.Send(record.Request)))
            .OrderBy(record => record.Order),
    ];

    private static List<RequestRecord> Open(Turn turn) =>
    [
        .. turn.State.Requests.Values
            .Where(record => (record.Verdict == Verdict.Sent || IsNewestWrite(turn, record))
                && turn.Live.Requests.GetValueOrDefault(record.Request.Value)?.Phase is null or RequestPhase.Sent
                && !IsUnderWay(turn, record.Request) && !Dispatches.IsUnsent(turn, record.Request))
            .OrderBy(record => record.Order),
    ];

    /// <summary>A write whose outcome nobody knew, of a setting that nothing later was confirmed of: if the device
    /// holds its value, it was done.</summary>
    private static bool IsNewestWrite(Turn turn, RequestRecord record) =>
        record is { Verdict: Verdict.Indeterminate, Operation: WriteOperation write }
        && turn.Spec.Point(write.Point)?.Role == PointRole.Configuration
        && !(turn.State.Settings.TryGetValue(write.Point.Value, out var setting) && setting.Order > record.Order);

    private static bool IsWantedAgain(Turn turn, RequestRecord record) =>
        ProxyTable.MayRepeat(turn.Spec, record.Operation)
        && !IsBeforeSafeAction(turn, record)
        && (record.TtlMs is not null
            ? Queue.IsInTime(turn, record)
            : turn.Live.Requests.TryGetValue(record.Request.Value, out var live)
                && turn.Now.Uptime < live.Deadline);

    /// <summary>A safe action came after it: sent now, it would undo that.</summary>
    private static bool IsBeforeSafeAction(Turn turn, RequestRecord record) =>
        !ProxyTable.IsSafe(turn.Spec, record.Operation)
        && turn.State.Requests.Values.Any(
            later => later.Order > record.Order && ProxyTable.IsSafe(turn.Spec, later.Operation));

    private static void SettleUnknown(Turn turn, RequestRecord record)
    {
        var why = Evidence.PointOf(turn.Spec, record.Operation) is null ? null : Evidence.WhyNot(turn, record);
        Mutations.Settle(
            turn, record.Request, Verdict.Indeterminate,
            $"sent, and its outcome was lost: {turn.Live.Reason}{(why is null ? "" : $"; {why}")}",
            ServedBy.ShadowRespond);
    }

    /// <param name="why">Why it is not sent again.</param>
    public static void SettleUnknown(Turn turn, RequestRecord record, string why) => Mutations.Settle(
        turn, record.Request, Verdict.Indeterminate, $"sent, its outcome was lost, and not sent again: {why}",
        ServedBy.ShadowRespond);

    /// <summary>It was surely not sent: it may wait like one that came just now.</summary>
    private static void BackToBlocked(Turn turn, RequestRecord record)
    {
        var reason = $"not sent: {turn.Live.Reason}";
        var isTooLate = IsBeforeSafeAction(turn, record);
        Dispatches.Void(
            turn, record.Request, reason, mayWait: !isTooLate && Mutations.CanWait(turn, record.Operation));
        if (isTooLate && Queue.Holds(turn, record.Request))
            Mutations.Settle(
                turn, record.Request, Verdict.NotExecuted, $"{reason}, and a safe action came after it",
                ServedBy.ShadowQueue);
        else if (isTooLate && turn.State.Requests[record.Request.Value] is { Verdict: Verdict.Sent } again)
            SettleUnknown(turn, again, "a safe action came after it");
    }

    /// <summary>A safe action sent without being written ahead: the gap tells of it.</summary>
    private static void SettleUnrecorded(Turn turn, RequestId id, bool unsent)
    {
        if (!turn.Live.Requests.TryGetValue(id.Value, out var live)) return;
        if (unsent)
            Mutations.RefuseLive(
                turn, live, RefusalKind.Busy, $"not sent: {turn.Live.Reason}", ServedBy.ShadowBusy,
                ShadowLimits.RetryAfter);
        else
            Mutations.TellIndeterminate(turn, live, $"sent, and its outcome was lost: {turn.Live.Reason}");
    }
}
