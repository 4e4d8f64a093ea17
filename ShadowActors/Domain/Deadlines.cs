using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>Every request is answered by its deadline, with what is known then. One timer serves them all: it is set
/// for the nearest deadline and looks again when it fires.</summary>
internal static class Deadlines
{
    /// <summary>Why nobody knows yet.</summary>
    public const string NoAppend = "the journal did not answer by the deadline";

    public static void Expect(Turn turn, TimeSpan deadline)
    {
        if (turn.Live.DeadlineTimer is { } armed && armed <= deadline) return;
        turn.Live = turn.Live with { DeadlineTimer = deadline };
        turn.StartTimer(ShadowTimerKind.Deadline, deadline - turn.Now.Uptime);
    }

    public static void Fired(Turn turn)
    {
        turn.Live = turn.Live with { DeadlineTimer = null };
        var now = turn.Now.Uptime;
        SafeActions.AppendTimeOver(turn);
        Queue.TimeOver(turn);
        foreach (var read in turn.Live.Reads.Values.Where(read => read.AnswerBy <= now).ToList())
        {
            turn.Live = turn.Live with { Reads = turn.Live.Reads.Remove(read.Ticket) };
            Reads.AnswerKnown(turn, read.Ticket, read.Request, read.Principal, read.Points);
        }

        foreach (var request in turn.Live.Requests.Values.Where(request => request.Deadline <= now).ToList())
            Expire(turn, request);
        foreach (var request in turn.Live.Requests.Values.ToList()) Mutations.TellImpatient(turn, request);
        TellOrders(turn, now);
        DeviceAlarmOrders.TimeOver(turn);
        Arm(turn);
        Queue.ExpectExpiry(turn);
    }

    /// <summary>Sets the timer for the nearest deadline where it does not run and something waits.</summary>
    public static void Arm(Turn turn)
    {
        if (turn.Live.DeadlineTimer is not null) return;
        TimeSpan? nearest = null;
        foreach (var read in turn.Live.Reads.Values) nearest = Nearer(nearest, read.AnswerBy);
        foreach (var request in turn.Live.Requests.Values)
        {
            nearest = Nearer(nearest, request.Deadline);
            if (request.AppendBy is { } appendBy) nearest = Nearer(nearest, appendBy);
            foreach (var waiter in request.Waiters) nearest = Nearer(nearest, waiter.Deadline);
        }

        foreach (var restart in turn.Live.Restarts) nearest = Nearer(nearest, restart.Deadline);
        foreach (var drill in turn.Live.Drills) nearest = Nearer(nearest, drill.Deadline);
        foreach (var decision in turn.Live.Decisions) nearest = Nearer(nearest, decision.Deadline);
        foreach (var order in turn.Live.Orders) nearest = Nearer(nearest, order.Deadline);
        foreach (var order in turn.Live.AlarmOrders) nearest = Nearer(nearest, order.Deadline);
        if (nearest is { } deadline) Expect(turn, deadline);
    }

    private static void TellOrders(Turn turn, TimeSpan now)
    {
        foreach (var restart in turn.Live.Restarts.Where(restart => restart.Deadline <= now).ToList())
        {
            turn.Live = turn.Live with { Restarts = turn.Live.Restarts.Remove(restart) };
            Passed(turn, restart.Ticket, turn.Line.IsFollowedByRestart(restart.Request)
                ? Refusals.Unrecorded(NoAppend)
                : $"the restart goes on: {Refusals.WhyDown(turn)}");
        }

        foreach (var drill in turn.Live.Drills.Where(drill => drill.Deadline <= now).ToList())
        {
            turn.Live = turn.Live with { Drills = turn.Live.Drills.Remove(drill) };
            Passed(turn, drill.Ticket, $"it is not done: {NoAppend}");
        }

        foreach (var decision in turn.Live.Decisions.Where(decision => decision.Deadline <= now).ToList())
        {
            turn.Live = turn.Live with { Decisions = turn.Live.Decisions.Remove(decision) };
            Passed(turn, decision.Ticket, Refusals.Unrecorded(NoAppend));
        }

        foreach (var order in turn.Live.Orders.Where(order => order.Deadline <= now).ToList())
        {
            turn.Live = turn.Live with { Orders = turn.Live.Orders.Remove(order) };
            Passed(turn, order.Ticket, Refusals.Unrecorded(NoAppend));
        }
    }

    private static void Passed(Turn turn, long ticket, string reason) => turn.Answer(ticket, new ShadowReplies.Refused(
        turn.Spec.Id.ToString(), RefusalKind.DeadlinePassed, reason, ServedBy.ShadowBlock));

    private static TimeSpan Nearer(TimeSpan? one, TimeSpan other) => one is { } known && known < other ? known : other;

    private static void Expire(Turn turn, LiveRequest request)
    {
        switch (request.Phase)
        {
            case RequestPhase.Blocked when turn.Live.Claim == ClaimStatus.None:
                Mutations.RefuseLive(
                    turn, request, RefusalKind.NotReady, Refusals.WhyNotReady(turn.Live), ServedBy.ShadowBlock,
                    ShadowLimits.RetryAfter);
                break;
            case RequestPhase.Blocked:
                Mutations.GiveUp(
                    turn, request, RefusalKind.DeadlinePassed, $"time over while it waited: {Refusals.WhyDown(turn)}",
                    ServedBy.ShadowBlock, null);
                break;
            case RequestPhase.Checking:
                Mutations.GiveUp(
                    turn, request, RefusalKind.DeadlinePassed,
                    "time over while what its interlocks go by was read", ServedBy.ShadowBlock, null);
                break;
            case RequestPhase.Sent:
                if (turn.State.Requests.ContainsKey(request.Request.Value))
                    turn.Record(request.Request.Value, stamp => new ShadowEvents.RequestSettled(
                        stamp, request.Request, Hardware.Model.Verdict.Indeterminate,
                        "sent; no answer by the deadline", ServedBy.ShadowBlock));
                Mutations.TellIndeterminate(turn, request, "sent; no answer by the deadline");
                break;
            case RequestPhase.Dispatching or RequestPhase.Queueing:
                Mutations.TellIndeterminate(turn, request, NoAppend);
                break;
            case RequestPhase.Settling:
                Mutations.TellIndeterminate(turn, request, "the verdict could not be recorded by the deadline");
                break;
        }
    }
}
