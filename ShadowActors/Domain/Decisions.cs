using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What people decide about a device: recorded first, in force when that is durable.</summary>
internal static class Decisions
{
    /// <summary>False: it was refused.</summary>
    public static bool CanTake(Turn turn, long ticket, ShadowCommands.IShadowCommand command)
    {
        if (!Refusals.CanRecord(turn, ticket, command)) return false;
        if (turn.Live.Decisions.Length < ShadowLimits.OrdersMax) return true;
        Refusals.Busy(turn, ticket, command, $"{ShadowLimits.OrdersMax} decisions wait for the journal already");
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

    /// <summary>It is surely not on record. What the device decides by itself is decided again; whoever was told that
    /// it may stand must know.</summary>
    public static void Lost(Turn turn, Continuations.Decided decided, string why)
    {
        if (decided.Ticket is null) return;
        var (principal, words) = Words(decided.Happened);
        var refused = new ShadowReplies.Refused(
            turn.Spec.Id.ToString(), RefusalKind.JournalUnavailable, $"it is not in force: {why}", ServedBy.ShadowBusy,
            ShadowLimits.RetryAfter);
        Recording.Refused(turn, new RequestId(decided.Happened.Stamp.Cause), principal, words, refused);
        if (Take(turn, decided.Ticket) is { } waiting)
        {
            turn.Answer(waiting.Ticket, refused);
            return;
        }

        var text = $"a decision is not on record and not in force: {words}";
        turn.Do(new ShadowEffects.LogWarning($"{text}: {why}"));
        DeviceAlarms.NotRecorded(turn, text);
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

    private static (string Principal, string Text) Words(ShadowEvents.ShadowEvent happened) => happened switch
    {
        ShadowEvents.AdministrativeStateChanged changed =>
            (changed.Principal, AskedText.Bounded($"{changed.State} by {changed.Principal}: {changed.Reason}")),
        ShadowEvents.LockTaken taken => (taken.Owner, $"lock by {taken.Owner}"),
        ShadowEvents.LockReleased released => (released.Principal, $"unlock by {released.Principal}"),
        _ => ("", happened.GetType().Name),
    };

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
