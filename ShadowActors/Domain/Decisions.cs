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
        var deadline = turn.Now.Uptime + command.Timeout;
        turn.Live = turn.Live with { Decisions = turn.Live.Decisions.Add((ticket, command.Request, deadline)) };
        Deadlines.Expect(turn, deadline);
        Record(turn, ticket, command.Request.Value, make, command);
    }

    /// <summary>Nothing is to be decided: it is so.</summary>
    public static void TellAsIs(Turn turn, long ticket, ShadowCommands.IShadowCommand command)
    {
        Recording.Flush(turn);
        OrderKeys.Keep(turn, command, OrderKeys.Decided(turn));
        turn.Answer(ticket, new ShadowReplies.Decided(
            turn.Spec.Id, command.Request, Administration.StatusOf(turn.State, turn.Own, turn.Live, turn.Now),
            Locks.StatusOf(turn.State, turn.Own, turn.Now)));
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
        Turn turn,
        long? ticket,
        string cause,
        Func<EventStamp, ShadowEvents.ShadowEvent> make,
        ShadowCommands.IShadowCommand? command = null)
    {
        Recording.Flush(turn);
        var happened = make(turn.Stamp(cause));
        turn.Add(happened);
        if (command is not null) OrderKeys.Keep(turn, command, OrderKeys.Decided(turn));
        turn.Then(new Continuations.Decided(happened, ticket));
    }

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
