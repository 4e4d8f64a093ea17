using Understudy.DriverActors.Protocol;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Brings a driver up: the second stage, and what leads into the third. Looks at where things stand, not at what
/// happened last.
/// </summary>
internal static class Recovery
{
    public static void Advance(Turn turn)
    {
        if (turn.Live.Stopping || turn.Live.Claim != ClaimStatus.Held || turn.Live.Journal == JournalStatus.Unreadable
            || turn.Live.OutOfService is not null)
            return;
        if (turn.Live.Mode == DeviceMode.Passive)
        {
            if (turn.Live.Requests.IsEmpty || turn.Live.Journal != JournalStatus.Up) return;
            if (turn.MayMutate) Mutations.Unblock(turn);
            else Hold(turn, turn.Live.MutateFrom);
            return;
        }

        if (turn.Live is { Driver: DriverPhase.Closed, LinkUp: true, Relink: RelinkPhase.None })
        {
            var from = SafeActions.OpenFrom(turn);
            if (turn.Now.Uptime >= from) Open(turn);
            else Hold(turn, from);
        }
        else if (turn.Live is { Driver: DriverPhase.Open, Ending: null, Transfer.Waits: false })
        {
            TransferSteps.Continue(turn);
        }
    }

    public static void Opened(Turn turn, ShadowInputs.DriverOpened opened)
    {
        if (opened.Incarnation != turn.Live.Incarnation || turn.Live.Driver != DriverPhase.Opening) return;
        turn.Live = turn.Live with
        {
            Driver = DriverPhase.Open,
            Contact = turn.Now.Uptime,
            Transfer = Transfer.Starting,
            IsOnRecord = true,
        };
        turn.Record("recovery", stamp => new ShadowEvents.DriverOpened(
            stamp, opened.Identity, (long)opened.Elapsed.TotalMilliseconds));
        StageDone(turn, RecoveryStage.Reinitialise);
        if (turn.Live.Mode == DeviceMode.Active) turn.SetMode(DeviceMode.Active, "the state is being transferred");
    }

    public static void OpenRefused(Turn turn, ShadowInputs.DriverOpenRefused refused)
    {
        if (refused.Incarnation != turn.Live.Incarnation || turn.Live.Driver != DriverPhase.Opening) return;
        turn.Live = turn.Live with
        {
            Driver = DriverPhase.Closed,
            HoldUntil = turn.Now.Uptime + turn.Spec.Budget.ProbePeriod,
        };
        turn.SetMode(turn.Live.Mode, refused.Reason);
        SafeActions.RefuseWaiting(turn, refused.Reason);
        PlannedChanges.Over(turn);
    }

    public static void StageDone(Turn turn, RecoveryStage stage)
    {
        var elapsed = turn.Now.Uptime - turn.Live.StageStarted;
        turn.Live = turn.Live with { StageStarted = turn.Now.Uptime };
        turn.Record("recovery", stamp => new ShadowEvents.StageCompleted(
            stamp, stage, (long)elapsed.TotalMicroseconds));
    }

    /// <summary>The driver serves again.</summary>
    public static void Complete(Turn turn)
    {
        StageDone(turn, RecoveryStage.Transfer);
        var elapsed = turn.Now.Uptime - turn.Live.RecoveryStarted;
        turn.Record("recovery", stamp => new ShadowEvents.RecoveryCompleted(stamp, (long)elapsed.TotalMicroseconds));
        turn.SetMode(DeviceMode.Passive, null);
        var restarts = turn.Live.Restarts;
        turn.Live = turn.Live with
        {
            Transfer = null,
            PassiveSince = turn.Now.Uptime,
            FaultedReason = null,
            Restarts = [],
            Acquitted = [],
            TriedLast = null,
            WrittenLast = null,
            FailedWrites = null,
        };
        foreach (var restart in restarts)
            turn.Answer(restart.Ticket, new ShadowReplies.Done(
                turn.Spec.Id, restart.Request, Orders.Served(turn.Live.Incarnation)));
        Reads.SendAgain(turn);
        Reads.StartScans(turn);
        Looks.Start(turn);
    }

    /// <summary>Looks again then.</summary>
    public static void Hold(Turn turn, TimeSpan until)
    {
        if (turn.Live.HoldTimer is { } armed && armed >= turn.Now.Uptime && armed <= until) return;
        turn.Live = turn.Live with { HoldTimer = until };
        turn.StartTimer(ShadowTimerKind.Hold, until - turn.Now.Uptime);
    }

    private static void Open(Turn turn)
    {
        var incarnation = turn.Live.Incarnation.Next();
        turn.Live = turn.Live with
        {
            Incarnation = incarnation,
            Driver = DriverPhase.Opening,
            EarlyOpen = turn.Now.Uptime < turn.Live.HoldUntil
                ? new EarlyOpen(incarnation, turn.Now.Uptime, turn.Live.HoldUntil)
                : turn.Live.EarlyOpen,
        };
        turn.Do(new ShadowEffects.OpenDriver(incarnation, turn.Own.OpenTime));
        SafeActions.Hurry(turn);
    }
}
