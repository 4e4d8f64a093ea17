using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>The end of this copy: by order, finishing what is under way; or at once, since another owns the device.
/// </summary>
internal static class Stopping
{
    public static void Ordered(Turn turn, string reason)
    {
        if (turn.Live.Stopping) return;
        turn.Live = turn.Live with { Stopping = true };
        RefuseWaiting(turn, reason);
        if (turn.Live.Calls.Values.Any(call => call is PendingCall.ForRequest)
            || turn.Live.Requests.Values.Any(request => request.Phase != RequestPhase.Blocked))
            turn.StartTimer(ShadowTimerKind.Stop, ShadowLimits.StopTime);
        else
            Finish(turn, reason);
    }

    public static void TimeOver(Turn turn)
    {
        if (turn.Live is { Stopping: true, Claim: not ClaimStatus.Lost }) Finish(turn, "stopped");
    }

    public static void ClaimLost(Turn turn, string reason)
    {
        if (turn.Live.Claim == ClaimStatus.Lost) return;
        EndDriver(turn);
        turn.Live = turn.Live with { Claim = ClaimStatus.Lost, Stopping = true };
        RefuseWaiting(turn, reason);
        foreach (var request in turn.Live.Requests.Values.ToList())
            Mutations.TellIndeterminate(turn, request, $"sent or about to be, when the device was lost: {reason}");
        turn.Do(new ShadowEffects.Stop(ClaimLost: true, reason));
    }

    /// <summary>The release is on record, or can't be.</summary>
    public static void End(Turn turn, string reason) => turn.Do(new ShadowEffects.Stop(ClaimLost: false, reason));

    private static void Finish(Turn turn, string reason)
    {
        EndDriver(turn);
        foreach (var record in turn.State.Requests.Values.Where(record => record.Verdict == Verdict.Sent).ToList())
            if (turn.Live.Requests.GetValueOrDefault(record.Request.Value)?.Phase is null or RequestPhase.Sent)
                Mutations.Settle(
                    turn, record.Request, Verdict.Indeterminate, "sent; the owner stopped before an answer came",
                    ServedBy.ShadowBlock);
        if (turn.Live.Claim != ClaimStatus.Held || turn.Live.Journal != JournalStatus.Up)
        {
            foreach (var request in turn.Live.Requests.Values.ToList())
                Mutations.TellIndeterminate(turn, request, $"the owner stops: {reason}");
            turn.Live = turn.Live with { Claim = ClaimStatus.Lost };
            End(turn, reason);
            return;
        }

        turn.Record("stop", stamp => new ShadowEvents.ClaimReleased(stamp));
        turn.Live = turn.Live with { Claim = ClaimStatus.Lost };
        turn.Then(new Continuations.End(reason));
    }

    private static void EndDriver(Turn turn)
    {
        if (turn.Live.Driver is not (DriverPhase.Opening or DriverPhase.Open)) return;
        turn.Do(new ShadowEffects.RevokeSession(turn.Live.Incarnation));
        turn.Do(new ShadowEffects.CloseDriver(turn.Live.Incarnation));
        turn.Live = turn.Live with
        {
            Driver = DriverPhase.Closing,
            Calls = turn.Live.Calls.Clear(),
            Transfer = null,
        };
        turn.SetMode(DeviceMode.Active, "stopping");
    }

    private static void RefuseWaiting(Turn turn, string reason)
    {
        foreach (var request in turn.Live.Requests.Values.Where(request => request.Phase == RequestPhase.Blocked).ToList())
            Mutations.RefuseLive(
                turn, request, RefusalKind.NotOwner, reason, ServedBy.ShadowBusy, ShadowLimits.RetryAfter);
        foreach (var read in turn.Live.Reads.Values.ToList())
            Reads.AnswerKnown(turn, read.Ticket, read.Request, read.Principal, read.Points);
        foreach (var restart in turn.Live.Restarts)
            turn.Answer(restart.Ticket, new ShadowReplies.Refused(
                turn.Spec.Id.ToString(), RefusalKind.NotOwner, reason, ServedBy.ShadowBusy, ShadowLimits.RetryAfter));
        turn.Live = turn.Live with { Reads = turn.Live.Reads.Clear(), Restarts = [] };
    }
}
