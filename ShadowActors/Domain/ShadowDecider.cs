using System.Diagnostics;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;
using static Understudy.ShadowActors.Domain.ShadowInputs;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Decides what a shadow does: a pure function of the shadow, one input and the moment. What an input means stands in
/// the class named after its subject; what follows from where the recovery stands is looked at after every input
/// (<see cref="Recovery.Advance"/>), so that no order of inputs can make it stand still.
/// </summary>
public static class ShadowDecider
{
    public static Decision Decide(Shadow shadow, Input input, Moment now)
    {
        var turn = new Turn(shadow, now);
        Handle(turn, input);
        Administration.Advance(turn);
        SafeActions.Advance(turn);
        PlannedChanges.Advance(turn);
        Stopping.Advance(turn);
        Recovery.Advance(turn);
        DeviceAlarms.Advance(turn, shadow);
        Deadlines.Arm(turn);
        return turn.Finish();
    }

    private static void Handle(Turn turn, Input input)
    {
        switch (input)
        {
            case Asked asked: Ask(turn, asked); break;
            case ReadDone done: Reads.Done(turn, done); break;
            case MutationDone done: Mutations.Done(turn, done); break;
            case SendRefused refused: Mutations.Refused(turn, refused); break;
            case Published published: Reads.Published(turn, published); break;
            case Appended appended: JournalTurns.Appended(turn, appended.Number); break;
            case AppendFailed failed: JournalTurns.Failed(turn, failed); break;
            case JournalRecovered recovered: JournalTurns.Recovered(turn, recovered.State); break;
            case JournalUnavailable unavailable: JournalTurns.Unavailable(turn, unavailable.Reason); break;
            case JournalUnreadable unreadable: JournalTurns.Unreadable(turn, unreadable.What); break;
            case LinkUp: PlannedChanges.LinkUp(turn); break;
            case LinkDown down: Failures.LinkDown(turn, down.Reason); break;
            case DriverClosed closed: Failures.Closed(turn, closed.Ended); break;
            case DriverFailed failed: Failures.Failed(turn, failed); break;
            case DriverOpened opened: Recovery.Opened(turn, opened); break;
            case DriverOpenRefused refused: Recovery.OpenRefused(turn, refused); break;
            case TimerFired fired: Fire(turn, fired.Timer); break;
            case ClaimLost lost: Stopping.ClaimLost(turn, lost.Reason); break;
            case StopOrdered ordered: Stopping.Ordered(turn, ordered.Reason, ordered.IsRemoved); break;
            case Redeclared redeclared: PlannedChanges.Redeclared(turn, redeclared); break;
            case RelinkOrdered relink: PlannedChanges.Relink(turn, relink.Reason); break;
            case Relinked: PlannedChanges.Relinked(turn); break;
            default: throw new UnreachableException($"No decision for {input.GetType().Name}.");
        }
    }

    private static void Ask(Turn turn, Asked asked)
    {
        if (OrderKeys.IsKnown(turn, asked.Ticket, asked.Command)) return;
        switch (asked.Command)
        {
            case ShadowCommands.ReadPoints read: Reads.Asked(turn, asked.Ticket, read); break;
            case ShadowCommands.Mutate mutate: Mutations.Asked(turn, asked.Ticket, mutate); break;
            case ShadowCommands.RestartDriver restart: Orders.Restart(turn, asked.Ticket, restart); break;
            case ShadowCommands.AdoptSetting adopt: Orders.Adopt(turn, asked.Ticket, adopt); break;
            case ShadowCommands.LiftQuarantine lift: Orders.Lift(turn, asked.Ticket, lift); break;
            case ShadowCommands.InjectFault fault: Orders.Inject(turn, asked.Ticket, fault); break;
            case ShadowCommands.KeepAnswer keep: OrderKeys.Asked(turn, asked.Ticket, keep); break;
            case ShadowCommands.SetState set: Administration.Asked(turn, asked.Ticket, set); break;
            case ShadowCommands.TakeLock take: Locks.Take(turn, asked.Ticket, take); break;
            case ShadowCommands.ReleaseLock release: Locks.Release(turn, asked.Ticket, release); break;
            case ShadowCommands.ChangeAlarm alarm: DeviceAlarmOrders.Asked(turn, asked.Ticket, alarm); break;
            default: throw new UnreachableException($"No decision for {asked.Command.GetType().Name}.");
        }
    }

    private static void Fire(Turn turn, ShadowTimer timer)
    {
        switch (timer.Kind)
        {
            case ShadowTimerKind.Deadline: Deadlines.Fired(turn); break;
            case ShadowTimerKind.Record: Recording.Flush(turn); break;
            case ShadowTimerKind.Scan: Reads.Scan(turn, timer.Period); break;
            // That it is due is seen from the clock.
            case ShadowTimerKind.Alarm: break;
            case ShadowTimerKind.Stop: Stopping.TimeOver(turn); break;
            case ShadowTimerKind.Look: Looks.Look(turn); break;
            case ShadowTimerKind.Hold: turn.Live = turn.Live with { HoldTimer = null }; break;
            default: throw new UnreachableException($"No decision for the timer {timer.Kind}.");
        }
    }
}
