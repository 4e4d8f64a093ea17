using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>The end of this copy: by order, finishing what is under way; or at once, since another owns the device.
/// </summary>
internal static class Stopping
{
    public static void Ordered(Turn turn, string reason, bool isRemoved)
    {
        if (turn.Live.Stopping) return;
        turn.Live = turn.Live with { Stopping = true, StopReason = reason, IsRemoved = isRemoved };
        RefuseWaiting(turn, reason);
        turn.StartTimer(ShadowTimerKind.Stop, ShadowLimits.StopTime);
    }

    /// <summary>Nothing is under way any more: end.</summary>
    public static void Advance(Turn turn)
    {
        if (turn.Live is { Stopping: true, Claim: not (ClaimStatus.Releasing or ClaimStatus.Lost) }
            && turn.Live.Requests.IsEmpty && !turn.Live.Calls.Values.Any(call => call is PendingCall.ForRequest))
            Finish(turn);
    }

    public static void TimeOver(Turn turn)
    {
        if (!turn.Live.Stopping || IsAbandoned(turn)) return;
        Finish(turn);
    }

    public static void ClaimLost(Turn turn, string reason)
    {
        if (turn.Live.Claim == ClaimStatus.Lost) return;
        EndDriver(turn);
        turn.Live = turn.Live with { Claim = ClaimStatus.Lost, Stopping = true };
        RefuseWaiting(turn, reason);
        TellUnrecorded(turn, reason);
        foreach (var request in turn.Live.Requests.Values.ToList())
            Mutations.TellIndeterminate(turn, request, $"sent or about to be, when the device was lost: {reason}");
        turn.Do(new ShadowEffects.Stop(ClaimLost: true, reason));
    }

    /// <summary>The release is on record, or can't be: then a successor waits for the send window to pass.</summary>
    public static void End(Turn turn, string reason)
    {
        if (turn.Live.Claim == ClaimStatus.Lost) return;
        foreach (var request in turn.Live.Requests.Values.ToList())
            Mutations.TellIndeterminate(turn, request, $"the owner stops: {reason}");
        TellUnrecorded(turn, $"the owner stops: {reason}");
        turn.Live = turn.Live with { Claim = ClaimStatus.Lost };
        turn.Do(new ShadowEffects.Stop(ClaimLost: false, reason));
    }

    /// <summary>This copy is at its end: a release that is not simply taken is not waited for.</summary>
    public static bool IsAbandoned(Turn turn)
    {
        if (turn.Live.Claim == ClaimStatus.Releasing) End(turn, turn.Live.StopReason);
        return turn.Live.Claim == ClaimStatus.Lost;
    }

    private static void Finish(Turn turn)
    {
        EndDriver(turn);
        RefuseWaiting(turn, turn.Live.StopReason);
        foreach (var record in turn.State.Requests.Values.Where(record => record.Verdict == Verdict.Sent).ToList())
            if (!Outstanding.IsForTheNext(turn, record)) SettleUnfinished(turn, record.Request, "the owner stopped");
        if (turn.Live.Claim != ClaimStatus.Held || turn.Live.Journal != JournalStatus.Up)
        {
            End(turn, turn.Live.StopReason);
            return;
        }

        // A drill that is not armed yet never is: after the release its key could not be forgotten.
        foreach (var drill in turn.Line.Drills()) OrderKeys.Forget(turn, drill.Request);
        turn.Record("stop", stamp => new ShadowEvents.ClaimReleased(stamp));
        turn.Live = turn.Live with { Claim = ClaimStatus.Releasing };
        turn.StartTimer(ShadowTimerKind.Stop, ShadowLimits.StopTime);
        turn.Then(new Continuations.End(turn.Live.StopReason));
    }

    /// <summary>It was sent or is about to be, and nobody waits for the driver any more.</summary>
    public static void SettleUnfinished(Turn turn, RequestId id, string why)
    {
        if (Dispatches.IsUnsent(turn, id))
        {
            Dispatches.Void(turn, id, $"not sent: {why} first", mayWait: false);
            // It may have been sent before that.
            if (turn.State.Requests.GetValueOrDefault(id.Value) is not { Verdict: Verdict.Sent }) return;
        }

        if (turn.Live.Requests.GetValueOrDefault(id.Value)?.Phase is null or RequestPhase.Sent)
            Mutations.Settle(
                turn, id, Verdict.Indeterminate, $"sent; {why} before an answer came", ServedBy.ShadowBlock);
    }

    private static void EndDriver(Turn turn)
    {
        if (turn.Live.Driver is not (DriverPhase.Opening or DriverPhase.Open)) return;
        turn.Do(new ShadowEffects.RevokeSession(turn.Live.Incarnation));
        turn.Do(new ShadowEffects.CloseDriver(turn.Live.Incarnation));
        turn.Live = turn.Live with
        {
            Driver = DriverPhase.Closing,
            EndedBy = FailureKind.Planned,
            Calls = turn.Live.Calls.Clear(),
            Transfer = null,
            Ending = null,
        };
        turn.SetMode(DeviceMode.Active, "stopping");
    }

    private static void RefuseWaiting(Turn turn, string reason) =>
        RefuseWaiting(
            turn, turn.Live.IsRemoved ? RefusalKind.UnknownDevice : RefusalKind.NotOwner, reason,
            turn.Live.IsRemoved ? null : ShadowLimits.RetryAfter);

    /// <summary>Decisions and orders that are on their way into the journal.</summary>
    private static void TellUnrecorded(Turn turn, string why)
    {
        var onTheirWay = turn.Live.Decisions.AddRange(turn.Live.AlarmOrders).Select(order => order.Ticket)
            .Concat(turn.Live.Orders.Select(order => order.Ticket));
        foreach (var ticket in onTheirWay)
            turn.Answer(ticket, new ShadowReplies.Refused(
                turn.Spec.Id.ToString(), RefusalKind.JournalUnavailable, Refusals.Unrecorded(why), ServedBy.ShadowBusy,
                ShadowLimits.RetryAfter));
        turn.Live = turn.Live with { Decisions = [], AlarmOrders = [], Orders = [] };
    }

    /// <summary>Nothing that waits for the driver will be done by it.</summary>
    public static void RefuseWaiting(Turn turn, RefusalKind kind, string reason, TimeSpan? retryAfter)
    {
        foreach (var request in Mutations.Blocked(turn))
            Mutations.GiveUp(turn, request, kind, reason, ServedBy.ShadowBusy, retryAfter);
        foreach (var read in turn.Live.Reads.Values.ToList())
            if (turn.Live.IsRemoved) Reads.Refuse(turn, read, turn.Spec.Id.ToString(), kind, reason);
            else Reads.AnswerKnown(turn, read.Ticket, read.Request, read.Principal, read.Points);
        var orders = turn.Live.Restarts.AddRange(turn.Live.Drills);
        foreach (var order in orders)
            turn.Answer(order.Ticket, new ShadowReplies.Refused(
                turn.Spec.Id.ToString(), kind, reason, ServedBy.ShadowBusy, retryAfter));
        turn.Live = turn.Live with { Reads = turn.Live.Reads.Clear(), Restarts = [], Drills = [] };
    }
}
