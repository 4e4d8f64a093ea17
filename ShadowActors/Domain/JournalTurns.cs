using System.Collections.Immutable;
using System.Diagnostics;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Domain.Renaming;
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
        // What people decided is in force before anything that was recorded with it is done.
        turn.Due = [.. batch.After.OrderBy(after => after is not Continuations.Decided)];
        while (turn.Due is [var next, ..])
        {
            turn.Due = turn.Due.RemoveAt(0);
            Continue(turn, next, batch.HandedAt);
        }

        if (turn.Live.Journal == JournalStatus.Up && turn.Live.Claim == ClaimStatus.Held) Recording.CloseGap(turn);
    }

    public static void Failed(Turn turn, ShadowInputs.AppendFailed failed)
    {
        if (turn.Line.UnderWay?.Number != failed.Number || Stopping.IsAbandoned(turn)) return;
        Recording.Flush(turn);
        turn.Live = turn.Live with { Journal = JournalStatus.Reading, JournalReason = failed.Reason };
    }

    public static void Unavailable(Turn turn, string reason)
    {
        if (Stopping.IsAbandoned(turn)) return;
        Recording.Flush(turn);
        turn.Live = turn.Live with { Journal = JournalStatus.Down, JournalReason = reason };
        SafeActions.SendWithoutJournal(turn);
    }

    public static void Unreadable(Turn turn, string what)
    {
        if (Stopping.IsAbandoned(turn)) return;
        Recording.Flush(turn);
        turn.Live = turn.Live with { Journal = JournalStatus.Unreadable, JournalReason = what };
        turn.Do(new ShadowEffects.LogWarning(what));
        Failures.Planned(turn, "the journal can't be read");
        turn.SetMode(DeviceMode.Faulted, what);
        foreach (var request in Mutations.Blocked(turn))
            Mutations.GiveUp(turn, request, RefusalKind.JournalUnreadable, what, ServedBy.ShadowBusy, null);
    }

    public static void Recovered(Turn turn, ShadowState durable)
    {
        if (Stopping.IsAbandoned(turn)) return;
        if (turn.Live.Journal == JournalStatus.Unreadable) turn.SetMode(DeviceMode.Active, "the journal is readable");
        if (turn.Live.Claim == ClaimStatus.None) Claim(turn, durable);
        else if (durable.Claim?.Claim != turn.Own.Claim
            && (turn.Live.Claim == ClaimStatus.Held || IsForeign(turn, durable)))
            Stopping.ClaimLost(turn, $"another owner claimed it: {durable.Claim?.Node}");
        else Resume(turn, durable);
    }

    /// <param name="handedAt">When the append was handed to the journal.</param>
    public static void Continue(Turn turn, Continuations.Continuation continuation, TimeSpan handedAt)
    {
        switch (continuation)
        {
            case Continuations.ClaimDurable: ClaimDurable(turn); break;
            case Continuations.Send send:
                Mutations.Send(turn, send.Request, handedAt + ShadowLimits.SendWindow);
                break;
            case Continuations.WritePlanned planned:
                TransferSteps.WritePlanned(turn, planned.Incarnation, handedAt + ShadowLimits.SendWindow);
                break;
            case Continuations.TellAccepted accepted: Queue.Accepted(turn, accepted.Request); break;
            case Continuations.TellVerdict verdict: Mutations.Tell(turn, verdict.Request); break;
            case Continuations.TellDone done: Orders.TellDone(turn, done.Ticket); break;
            case Continuations.TellKept kept: OrderKeys.Tell(turn, kept); break;
            case Continuations.OverlayDurable overlay: Overlays.Durable(turn, overlay.Point); break;
            case Continuations.Restart restart: Orders.Restart(turn, restart.Principal, restart.Reason); break;
            case Continuations.Inject inject: Orders.Inject(turn, inject); break;
            case Continuations.Decided decided: Decisions.Durable(turn, decided); break;
            case Continuations.TellAlarm tell: DeviceAlarmOrders.Durable(turn, tell); break;
            case Continuations.End end: Stopping.End(turn, end.Reason); break;
            default: throw new UnreachableException($"No continuation {continuation.GetType().Name}.");
        }
    }

    private static void Claim(Turn turn, ShadowState durable)
    {
        turn.State = durable;
        turn.Line = AppendLine.Starting(durable.Append + 1);
        turn.Live = turn.Live with
        {
            Journal = JournalStatus.Up,
            JournalReason = null,
            Claim = ClaimStatus.Claiming,
            Incarnation = durable.Incarnation,
            Predecessor = durable.Claim,
        };
        Administration.Adopt(turn);
        turn.Record("start", stamp => new ShadowEvents.Claimed(
            stamp, turn.Own.Node, turn.Own.Installation, turn.Spec.Profile, Declaration.Of(turn.Spec)));
        Administration.Start(turn);
        turn.Then(new Continuations.ClaimDurable());
        Renames.Follow(turn);
        Poison.LiftForeign(turn);
        RestoreGroups.Forget(turn);
        Recording.CloseGap(turn);
        Administration.Inherited(turn);
        Queue.Inherited(turn);
        // Last: what came meanwhile is not inherited.
        Mutations.AskAgain(turn);
    }

    /// <summary>Until this moment the predecessor may have authorised something.</summary>
    private static void ClaimDurable(Turn turn)
    {
        if (turn.Live.Claim != ClaimStatus.Claiming) return;
        turn.Live = turn.Live with
        {
            Claim = ClaimStatus.Held,
            MutateFrom = turn.Live.Predecessor is { Released: false }
                ? turn.Now.Uptime + ShadowLimits.PredecessorTime
                : TimeSpan.Zero,
        };
        Queue.ExpectExpiry(turn);
    }

    private static bool IsForeign(Turn turn, ShadowState durable) =>
        durable.Claim?.Claim != turn.Live.Predecessor?.Claim && durable.Claim?.Claim != turn.Own.Claim;

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
        if (durable.Claim?.Claim != turn.Own.Claim)
        {
            turn.Live = turn.Live with { Predecessor = durable.Claim };
            Administration.Adopt(turn);
            turn.Add(new ShadowEvents.Claimed(
                turn.Stamp("start"), turn.Own.Node, turn.Own.Installation, turn.Spec.Profile,
                Declaration.Of(turn.Spec)));
            Administration.Start(turn);
            Renames.Follow(turn);
        }
        else turn.Add(new ShadowEvents.JournalResumed(turn.Stamp("journal"), reason));

        var unsent = after.OfType<Continuations.Send>().Select(send => send.Request)
            .Where(id => !SafeActions.IsWanted(turn, id)).ToHashSet();
        var voidReasons = lost.OfType<ShadowEvents.RequestQueued>()
            .Select(queued => Queue.SupersededBy(queued.Request)).ToHashSet();
        var undone = lost.Where(happened => !IsFact(happened)).Select(happened => happened.Stamp.Cause).ToHashSet();
        var lostDispatches = new HashSet<RequestId>();
        foreach (var happened in lost)
        {
            var isFact = IsFact(happened, unsent, voidReasons)
                && !(happened is ShadowEvents.OrderKept && undone.Contains(happened.Stamp.Cause))
                // A dispatch that is not there has no voiding that says something of an earlier one.
                && !(happened is ShadowEvents.DispatchVoided voided && lostDispatches.Contains(voided.Request));
            if (!isFact && happened is ShadowEvents.RequestDispatched dispatched)
                lostDispatches.Add(dispatched.Request);
            if (isFact && IsAboutKnown(turn, happened)) turn.Add(Restamped(turn, happened));
        }

        foreach (var continuation in after)
        {
            if (continuation is Continuations.Decided decided && lost.Contains(decided.Happened))
                Decisions.Lost(turn, decided, reason);
            else if (continuation is Continuations.TellAlarm tell && !(isThere && batch!.After.Contains(tell)))
                DeviceAlarmOrders.Undo(turn, tell, reason);
            else
                ResumeContinuation(turn, continuation, reason, lostDispatches);
        }

        if (durable.Claim?.Claim != turn.Own.Claim)
        {
            Administration.Inherited(turn);
            Queue.Inherited(turn);
        }

        Queue.ExpectExpiry(turn);
        Recording.CloseGap(turn);
    }

    private static void ResumeContinuation(
        Turn turn, Continuations.Continuation continuation, string reason, HashSet<RequestId> lostDispatches)
    {
        switch (continuation)
        {
            case Continuations.Send send when !SafeActions.IsWanted(turn, send.Request):
                Undo(turn, send.Request, reason, lostDispatches.Contains(send.Request));
                break;
            case Continuations.TellAccepted accepted: Undo(turn, accepted.Request, reason, isLost: false); break;
            case Continuations.WritePlanned planned: TransferSteps.PlanLost(turn, planned.Incarnation); break;
            case Continuations.Restart restart: RefuseRestart(turn, restart.Request, reason); break;
            case Continuations.Inject inject:
                OrderKeys.Forget(turn, inject.Request);
                RefuseDrill(turn, inject.Ticket, reason);
                break;
            default: turn.Then(continuation); break;
        }
    }

    /// <summary>Nothing was sent for this dispatch: that is NotExecuted, whether it is there or not.</summary>
    /// <param name="isLost">The dispatch is not there: an open request is older than it.</param>
    private static void Undo(Turn turn, RequestId id, string reason, bool isLost)
    {
        var why = $"nothing was sent: {reason}";
        if (turn.Live.Transfer?.Current == id) TransferSteps.RequestDone(turn, id);
        var record = turn.State.Requests.GetValueOrDefault(id.Value);
        // Still in the queue: the transfer comes to it again.
        if (isLost && (record is { Verdict: Verdict.Accepted }
            || (record is not null && Outstanding.IsForTheNext(turn, record))))
            return;
        if (isLost && record is { Verdict: Verdict.Sent })
            turn.Add(new ShadowEvents.RequestSettled(
                turn.Stamp(id.Value), id, Verdict.Indeterminate, $"sent before, and not again: {reason}",
                ServedBy.ShadowRespond));
        else if (record is { IsOpen: true })
            turn.Add(new ShadowEvents.DispatchVoided(turn.Stamp(id.Value), id, why));
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
        OrderKeys.Forget(turn, request);
        if (!turn.Live.Restarts.Any(restart => restart.Request == request))
            turn.Do(new ShadowEffects.LogWarning($"an order to restart is not on record and not done: {reason}"));
        foreach (var restart in turn.Live.Restarts.Where(restart => restart.Request == request).ToList())
        {
            turn.Live = turn.Live with { Restarts = turn.Live.Restarts.Remove(restart) };
            turn.Answer(restart.Ticket, new ShadowReplies.Refused(
                turn.Spec.Id.ToString(), RefusalKind.JournalUnavailable, reason, ServedBy.ShadowBusy));
        }
    }

    private static void RefuseDrill(Turn turn, long ticket, string reason)
    {
        foreach (var drill in turn.Live.Drills.Where(drill => drill.Ticket == ticket).ToList())
        {
            turn.Live = turn.Live with { Drills = turn.Live.Drills.Remove(drill) };
            turn.Answer(ticket, new ShadowReplies.Refused(
                turn.Spec.Id.ToString(), RefusalKind.JournalUnavailable, reason, ServedBy.ShadowBusy));
        }
    }

    /// <summary>The dispatch of a safe action that was sent without the journal, or still will be, is a fact.
    /// </summary>
    /// <param name="voidReasons">What was superseded by a request that is not there is not superseded.</param>
    private static bool IsFact(
        ShadowEvents.ShadowEvent happened, HashSet<RequestId> unsent, HashSet<string> voidReasons) => happened switch
        {
            ShadowEvents.RequestDispatched sent => !unsent.Contains(sent.Request),
            ShadowEvents.RequestSettled { Reason: { } reason } => !voidReasons.Contains(reason),
            _ => IsFact(happened),
        };

    private static bool IsFact(ShadowEvents.ShadowEvent happened) => happened is not (
        ShadowEvents.RequestQueued or ShadowEvents.TransferPlanned
        or ShadowEvents.RestartOrdered or ShadowEvents.FaultInjected or ShadowEvents.Claimed
        or ShadowEvents.JournalResumed or ShadowEvents.IdsRenamed
        or ShadowEvents.AdministrativeStateChanged or ShadowEvents.LockTaken
        or ShadowEvents.LockReleased or ShadowEvents.AlarmAcknowledged or ShadowEvents.AlarmReset
        or ShadowEvents.AlarmShelved or ShadowEvents.AlarmUnshelved);

    /// <summary>A verdict on a request that never came into the journal says nothing.</summary>
    private static bool IsAboutKnown(Turn turn, ShadowEvents.ShadowEvent happened) => happened switch
    {
        ShadowEvents.RequestSettled settled => turn.State.Requests.ContainsKey(settled.Request.Value),
        ShadowEvents.RequestQuarantined named => turn.State.Requests.ContainsKey(named.Request.Value),
        ShadowEvents.DispatchVoided voided => turn.State.Requests.ContainsKey(voided.Request.Value),
        _ => true,
    };

    private static ShadowEvents.ShadowEvent Restamped(Turn turn, ShadowEvents.ShadowEvent happened)
    {
        var stamp = happened.Stamp with { Append = turn.Line.Gathering.Number };
        return happened is ShadowEvents.AlarmEvent alarm
            ? DeviceAlarms.Restated(turn, alarm) with { Stamp = stamp }
            : happened with { Stamp = stamp };
    }
}
