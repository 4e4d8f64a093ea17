using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Requests accepted while the driver is down, by declaration only. They are executed in order after the recovery,
/// checked again, unless their time to live is over or can't be proven not to be.
/// </summary>
internal static class Queue
{
    private const string AfterUncleanEnd =
        "the process that accepted it ended without a word, and may have done a safe action after it";

    private static readonly TimeSpan RepeatedTtl = TimeSpan.FromSeconds(60);

    public static void Asked(Turn turn, long ticket, ShadowCommands.Mutate mutate)
    {
        if (turn.Live.Journal != JournalStatus.Up)
        {
            Refusals.JournalUnavailable(turn, ticket, mutate);
            return;
        }

        Expire(turn);
        var queued = Waiting(turn);
        if (queued.Count >= ShadowLimits.QueuedMax)
        {
            Refusals.Busy(turn, ticket, mutate, $"{ShadowLimits.QueuedMax} requests are queued already");
            return;
        }

        var request = Mutations.Wait(turn, ticket, mutate);
        Mutations.Set(turn, request with { Phase = RequestPhase.Queueing });
        var ttl = ProxyTable.Ttl(turn.Spec, mutate.Operation) ?? RepeatedTtl;
        turn.Record(mutate.Request.Value, stamp => new ShadowEvents.RequestQueued(
            stamp, mutate.Request, mutate.Keyed, mutate.Principal, mutate.Operation, (long)ttl.TotalMilliseconds,
            mutate.Lock));
        Deadlines.Expect(turn, turn.Now.Uptime + ttl);
        // Only the newest may be superseded: nothing stands between it and this one.
        if (queued.LastOrDefault() is { Operation: WriteOperation last } newest
            && mutate.Operation is WriteOperation write && write.Point == last.Point)
            Mutations.Settle(
                turn, newest.Request, Verdict.NotExecuted, SupersededBy(mutate.Request),
                ServedBy.ShadowQueue);
        turn.Then(new Continuations.TellAccepted(mutate.Request));
    }

    /// <summary>The acceptance is on record. What has a verdict by now waits for that to be on record too.</summary>
    public static void Accepted(Turn turn, RequestId request)
    {
        if (turn.Live.Requests.GetValueOrDefault(request.Value) is { Phase: RequestPhase.Queueing })
            Mutations.Tell(turn, request);
    }

    public static string SupersededBy(RequestId later) => $"{VerdictReason.Superseded} by {later}";

    public static bool Holds(Turn turn, RequestId request) =>
        turn.State.Requests.GetValueOrDefault(request.Value) is { Verdict: Verdict.Accepted };

    public static void Cancel(Turn turn, string reason)
    {
        foreach (var queued in Waiting(turn))
            Mutations.Settle(turn, queued.Request, Verdict.NotExecuted, reason, ServedBy.ShadowQueue);
    }

    /// <summary>What a former owner accepted that ended without a word: a safe action may have come after it that no
    /// journal could take, and it would be done after that. So it is not done where the device has such actions.
    /// </summary>
    public static void Inherited(Turn turn)
    {
        if (turn.Live.Predecessor is not { Released: false } || !ProxyTable.HasSafeActions(turn.Spec)) return;
        Cancel(turn, AfterUncleanEnd);
        foreach (var sent in Outstanding.Queued(turn)) Outstanding.SettleUnknown(turn, sent, AfterUncleanEnd);
    }

    /// <summary>The next to execute, after those that may not be any more are settled; null: none is left.</summary>
    public static RequestRecord? Next(Turn turn)
    {
        foreach (var queued in Waiting(turn))
        {
            if (WhyNot(turn, queued) is not { } reason)
            {
                if (Locks.Against(turn, queued.Operation, queued.Lock) is { } held)
                {
                    Mutations.Settle(
                        turn, queued.Request, Verdict.NotExecuted, Locks.Words(held), ServedBy.ShadowQueue);
                    continue;
                }

                if (!IsThere(turn, queued)) return queued;
                Mutations.Settle(turn, queued.Request, Verdict.Confirmed, WhyThere(turn, queued), ServedBy.ShadowDrop);
                continue;
            }

            Mutations.Settle(turn, queued.Request, Verdict.NotExecuted, reason, ServedBy.ShadowQueue);
        }

        return null;
    }

    /// <summary>Nobody need ask for an entry to expire at its time.</summary>
    public static void ExpectExpiry(Turn turn)
    {
        if (turn.Live.Claim != ClaimStatus.Held) return;
        foreach (var queued in Waiting(turn)) Deadlines.Expect(turn, ExpiresAt(turn, queued) ?? turn.Now.Uptime);
        foreach (var sent in Outstanding.Queued(turn))
            if (ExpiresAt(turn, sent) is { } end && end > turn.Now.Uptime) Deadlines.Expect(turn, end);
    }

    public static void TimeOver(Turn turn)
    {
        if (turn.Live.Claim != ClaimStatus.Held) return;
        Expire(turn);
        Outstanding.ExpireQueued(turn);
    }

    /// <summary>Its time to live is not over, and what is declared allows it still.</summary>
    public static bool IsInTime(Turn turn, RequestRecord queued) => WhyNot(turn, queued) is null;

    /// <summary>What may not be executed any more makes room.</summary>
    private static void Expire(Turn turn)
    {
        foreach (var queued in Waiting(turn))
            if (WhyNot(turn, queued) is { } reason)
                Mutations.Settle(turn, queued.Request, Verdict.NotExecuted, reason, ServedBy.ShadowQueue);
    }

    private static List<RequestRecord> Waiting(Turn turn) =>
    [
        .. turn.State.Requests.Values
            .Where(record => record.Verdict == Verdict.Accepted)
            .OrderBy(record => record.Order),
    ];

    private static string? WhyNot(Turn turn, RequestRecord queued)
    {
        if (ExpiresAt(turn, queued) is not { } end)
            return "expired: its age can't be proven after a start of the machine";
        return turn.Now.Uptime >= end
            ? "expired in the queue"
            : ValueCheck.Problem(turn.Spec, queued.Operation)?.Reason;
    }

    /// <summary>On the uptime clock; null: accepted on that of another start of the machine.</summary>
    private static TimeSpan? ExpiresAt(Turn turn, RequestRecord queued) => queued.Boot == turn.Own.Boot
        ? TimeSpan.FromMilliseconds(queued.UptimeMs + (queued.TtlMs ?? 0))
        : null;

    private static string WhyThere(Turn turn, RequestRecord queued) =>
        turn.Live.Readings.GetValueOrDefault(((WriteOperation)queued.Operation).Point) is { IsWritten: true }
            ? "the device acknowledged the same value a moment ago, and it was not read back"
            : "the device holds the value, by read-back";

    /// <summary>A repeated value of a repeatable setting, which the transfer has just found or put there.</summary>
    private static bool IsThere(Turn turn, RequestRecord queued) =>
        queued.Operation is WriteOperation write
        && turn.Spec.Point(write.Point) is { Repeatable: true } point
        && !turn.State.Held.ContainsKey(write.Point.Value)
        && turn.State.Settings.TryGetValue(write.Point.Value, out var setting)
        && setting.Value == write.Value
        && turn.Live.Readings.TryGetValue(write.Point, out var live)
        && live.Status.IsGood
        && RecoveryPlan.IsSame(point, write.Value, live.Value);
}
