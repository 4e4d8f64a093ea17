using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What people decide about a device: recorded first, in force when that is durable.</summary>
internal static class Decisions
{
    /// <summary>False: it was refused.</summary>
    public static bool CanTake(Turn turn, long ticket, ShadowCommands.IShadowCommand command)
    {
        if (turn.Live.Claim == ClaimStatus.Lost || turn.Live.Stopping) Refusals.NotOwner(turn, ticket, command);
        else if (turn.Live.Journal != JournalStatus.Up) Refusals.JournalUnavailable(turn, ticket, command);
        else if (turn.Live.Claim != ClaimStatus.Held) Refusals.Busy(turn, ticket, command, Refusals.WhyDown(turn));
        else if (Refusals.IsLineFull(turn)) Refusals.Busy(turn, ticket, command, Refusals.LineFull);
        else if (turn.Live.Decisions.Length >= ShadowLimits.OrdersMax)
            Refusals.Busy(turn, ticket, command, $"{ShadowLimits.OrdersMax} decisions wait for the journal already");
        else return true;
        return false;
    }

    /// <summary>Writes a client's decision ahead.</summary>
    public static void Record(
        Turn turn,
        long ticket,
        ShadowCommands.IShadowCommand command,
        Func<EventStamp, ShadowEvents.ShadowEvent> make)
    {
        if (IsAnother(turn, command.Request, make))
        {
            Refusals.Refuse(
                turn, ticket, command, command.Request.Value, RefusalKind.KeyReused,
                "this key stands for another decision, which waits for the journal", ServedBy.ShadowCheck);
            return;
        }

        var deadline = turn.Now.Uptime + command.Timeout;
        turn.Live = turn.Live with { Decisions = turn.Live.Decisions.Add((ticket, command.Request, deadline)) };
        Deadlines.Expect(turn, deadline);
        Record(turn, ticket, command.Request.Value, make);
    }

    /// <summary>Writes a decision ahead that nobody waits for.</summary>
    public static void Record(Turn turn, string cause, Func<EventStamp, ShadowEvents.ShadowEvent> make) =>
        Record(turn, null, cause, make);

    /// <summary>It is on record.</summary>
    public static void Durable(Turn turn, Continuations.Decided decided)
    {
        if (decided.Happened is ShadowEvents.AdministrativeStateChanged changed) Administration.Durable(turn, changed);
        if (Take(turn, decided.Ticket) is { } waiting)
            turn.Answer(waiting.Ticket, new ShadowReplies.Decided(
                turn.Spec.Id,
                waiting.Request,
                Administration.StatusOf(turn.State, turn.Own, turn.Live, turn.Now),
                Locks.StatusOf(turn.State, turn.Own, turn.Now)));
    }

    /// <summary>It is surely not on record.</summary>
    public static void Lost(Turn turn, long? ticket, string reason)
    {
        if (Take(turn, ticket) is { } waiting)
            turn.Answer(waiting.Ticket, new ShadowReplies.Refused(
                turn.Spec.Id.ToString(), RefusalKind.JournalUnavailable, reason, ServedBy.ShadowBusy,
                ShadowLimits.RetryAfter));
    }

    private static void Record(
        Turn turn, long? ticket, string cause, Func<EventStamp, ShadowEvents.ShadowEvent> make)
    {
        Recording.Flush(turn);
        var happened = make(turn.Stamp(cause));
        turn.Add(happened);
        turn.Then(new Continuations.Decided(happened, ticket));
    }

    /// <summary>A decision that waits for the journal has the same key and says something else.</summary>
    private static bool IsAnother(Turn turn, RequestId request, Func<EventStamp, ShadowEvents.ShadowEvent> make) =>
        (turn.Line.UnderWay?.After ?? []).Concat(turn.Line.Gathering.After)
            .OfType<Continuations.Decided>()
            .Any(waiting => waiting.Ticket is not null && waiting.Happened.Stamp.Cause == request.Value
                && make(waiting.Happened.Stamp) != waiting.Happened);

    /// <summary>Null: nobody waits for it (any more).</summary>
    private static (long Ticket, RequestId Request)? Take(Turn turn, long? ticket)
    {
        foreach (var waiting in turn.Live.Decisions)
        {
            if (waiting.Ticket != ticket) continue;
            turn.Live = turn.Live with { Decisions = turn.Live.Decisions.Remove(waiting) };
            return (waiting.Ticket, waiting.Request);
        }

        return null;
    }
}
