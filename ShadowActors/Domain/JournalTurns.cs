using System.Collections.Immutable;
using System.Diagnostics;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// What the journal says. An append that failed, in doubt or not, is followed by reading to the end: what is there then
/// is true, and decides what becomes of what was on its way.
/// </summary>
internal static class JournalTurns
{
    public static void Appended(Turn turn, long number)
    {
        if (turn.Line.UnderWay is not { } batch || batch.Number != number) return;
        turn.Line = turn.Line.Done();
        foreach (var continuation in batch.After) Continue(turn, continuation);
    }

    public static void Failed(Turn turn, ShadowInputs.AppendFailed failed)
    {
        if (turn.Line.UnderWay?.Number != failed.Number) return;
        Recording.Flush(turn);
        turn.Live = turn.Live with { Journal = JournalStatus.Reading, JournalReason = failed.Reason };
    }

    public static void Unavailable(Turn turn, string reason)
    {
        Recording.Flush(turn);
        turn.Live = turn.Live with { Journal = JournalStatus.Down, JournalReason = reason };
    }

    public static void Unreadable(Turn turn, string what)
    {
        turn.Live = turn.Live with { Journal = JournalStatus.Unreadable, JournalReason = what };
        turn.Do(new ShadowEffects.LogWarning(what));
        Failures.Planned(turn, "the journal can't be read");
        if (turn.Live.Claim != ClaimStatus.Held) turn.SetMode(DeviceMode.Faulted, what);
    }

    public static void Recovered(Turn turn, ShadowState durable)
    {
        if (turn.Live.Stopping && turn.Live.Claim == ClaimStatus.Lost) return;
        if (turn.Live.Claim == ClaimStatus.None) Claim(turn, durable);
        else if (durable.Claim?.Claim != turn.Own.Claim && (turn.Live.Claim == ClaimStatus.Held || IsForeign(turn, durable)))
            Stopping.ClaimLost(turn, $"another owner claimed it: {durable.Claim?.Node}");
        else Resume(turn, durable);
    }

    public static void Continue(Turn turn, Continuations.Continuation continuation)
    {
        switch (continuation)
        {
            case Continuations.ClaimDurable: turn.Live = turn.Live with { Claim = ClaimStatus.Held }; break;
            case Continuations.Send send: Mutations.Send(turn, send.Request); break;
            case Continuations.WritePlanned: TransferSteps.WritePlanned(turn); break;
            case Continuations.TellAccepted accepted: Mutations.Tell(turn, accepted.Request); break;
            case Continuations.TellVerdict verdict: Mutations.Tell(turn, verdict.Request); break;
            case Continuations.Restart restart: Orders.Restart(turn, restart.Principal, restart.Reason); break;
            case Continuations.Inject inject: Orders.Inject(turn, inject); break;
            case Continuations.End end: Stopping.End(turn, end.Reason); break;
            default: throw new UnreachableException($"No continuation {continuation.GetType().Name}.");
        }
    }

    private static void Claim(Turn turn, ShadowState durable)
    {
        turn.State = durable;
        turn.Line = AppendLine.Starting(durable.Append + 1);
        var unclean = durable.Claim is { Released: false };
        turn.Live = turn.Live with
        {
            Journal = JournalStatus.Up,
            JournalReason = null,
            Claim = ClaimStatus.Claiming,
            Incarnation = durable.Incarnation,
            Predecessor = durable.Claim?.Claim,
            MutateFrom = unclean
                ? turn.Now.Uptime + ShadowLimits.SendWindow + ShadowLimits.SendWindowMargin
                : TimeSpan.Zero,
        };
        turn.Record("start", stamp => new ShadowEvents.Claimed(
            stamp, turn.Own.Node, turn.Own.Installation, turn.Spec.Profile));
        turn.Then(new Continuations.ClaimDurable());
    }

    private static bool IsForeign(Turn turn, ShadowState durable) =>
        durable.Claim?.Claim != turn.Live.Predecessor && durable.Claim?.Claim != turn.Own.Claim;

    /// <summary>The journal is back: facts that are not there are recorded now, intents are undone.</summary>
    private static void Resume(Turn turn, ShadowState durable)
    {
        var batch = turn.Line.UnderWay;
        var gathered = turn.Line.Gathering;
        var isThere = batch is not null && durable.Claim?.Claim == turn.Own.Claim && durable.Append >= batch.Number;
        var lost = (batch is null || isThere ? [] : batch.Events).AddRange(gathered.Events);
        var after = (batch?.After ?? []).AddRange(gathered.After);
        var reason = turn.Live.JournalReason ?? "the journal was read again";
        turn.State = durable;
        turn.Line = new AppendLine(null, new AppendLine.Batch(gathered.Number + 1, [], []));
        turn.Live = turn.Live with { Journal = JournalStatus.Up, JournalReason = null };
        if (durable.Claim?.Claim != turn.Own.Claim) turn.Add(new ShadowEvents.Claimed(
            turn.Stamp("start"), turn.Own.Node, turn.Own.Installation, turn.Spec.Profile));
        else turn.Add(new ShadowEvents.JournalResumed(turn.Stamp("journal"), reason));
        foreach (var happened in lost.Where(IsFact))
            if (IsAboutKnown(turn, happened)) turn.Add(Restamped(turn, happened));
        foreach (var continuation in after) ResumeContinuation(turn, continuation, reason);
        Recording.CloseGap(turn);
    }

    private static void ResumeContinuation(Turn turn, Continuations.Continuation continuation, string reason)
    {
        switch (continuation)
        {
            case Continuations.Send send: Undo(turn, send.Request, reason); break;
            case Continuations.TellAccepted accepted: Undo(turn, accepted.Request, reason); break;
            case Continuations.WritePlanned: Failures.Planned(turn, $"the plan of the transfer was not recorded: {reason}"); break;
            case Continuations.Restart restart: RefuseRestart(turn, restart.Request, reason); break;
            case Continuations.Inject inject:
                turn.Answer(inject.Ticket, new ShadowReplies.Refused(
                    turn.Spec.Id.ToString(), RefusalKind.JournalUnavailable, reason, ServedBy.ShadowBusy));
                break;
            default: turn.Then(continuation); break;
        }
    }

    /// <summary>Nothing was sent for this request: on record that is NotExecuted, whether its dispatch is there or not.
    /// </summary>
    private static void Undo(Turn turn, RequestId id, string reason)
    {
        var why = $"nothing was sent: {reason}";
        if (turn.State.Requests.TryGetValue(id.Value, out var record) && record.IsOpen)
            turn.Add(new ShadowEvents.DispatchVoided(turn.Stamp(id.Value), id, why));
        if (turn.Live.Transfer?.Current == id) TransferSteps.RequestDone(turn, id);
        if (!turn.Live.Requests.TryGetValue(id.Value, out var live)) return;
        if (record is null)
            Mutations.RefuseLive(
                turn, live, RefusalKind.JournalUnavailable, why, ServedBy.ShadowBusy, ShadowLimits.RetryAfter);
        else
        {
            Mutations.Set(turn, live with { Phase = RequestPhase.Settling });
            turn.Then(new Continuations.TellVerdict(id));
        }
    }

    private static void RefuseRestart(Turn turn, RequestId request, string reason)
    {
        foreach (var restart in turn.Live.Restarts.Where(restart => restart.Request == request).ToList())
        {
            turn.Live = turn.Live with { Restarts = turn.Live.Restarts.Remove(restart) };
            turn.Answer(restart.Ticket, new ShadowReplies.Refused(
                turn.Spec.Id.ToString(), RefusalKind.JournalUnavailable, reason, ServedBy.ShadowBusy));
        }
    }

    private static bool IsFact(ShadowEvents.ShadowEvent happened) => happened is not (
        ShadowEvents.RequestDispatched or ShadowEvents.RequestQueued or ShadowEvents.TransferPlanned
        or ShadowEvents.RestartOrdered or ShadowEvents.FaultInjected or ShadowEvents.Claimed
        or ShadowEvents.JournalResumed);

    /// <summary>A verdict on a request that never came into the journal says nothing.</summary>
    private static bool IsAboutKnown(Turn turn, ShadowEvents.ShadowEvent happened) => happened switch
    {
        ShadowEvents.RequestSettled settled => turn.State.Requests.ContainsKey(settled.Request.Value),
        ShadowEvents.DispatchVoided voided => turn.State.Requests.ContainsKey(voided.Request.Value),
        _ => true,
    };

    private static ShadowEvents.ShadowEvent Restamped(Turn turn, ShadowEvents.ShadowEvent happened) =>
        happened with { Stamp = happened.Stamp with { Append = turn.Line.Gathering.Number } };
}
