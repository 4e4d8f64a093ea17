using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>The end of an incarnation: the first stage of a recovery.</summary>
internal static class Failures
{
    public static void Failed(Turn turn, ShadowInputs.DriverFailed failed)
    {
        if (failed.Incarnation != turn.Live.Incarnation || !IsAlive(turn)) return;
        End(
            turn, failed.Kind, Bounded(failed.Message, ShadowLimits.FailureMessageCharactersMax),
            failed.Stack is { } stack ? Bounded(stack, ShadowLimits.StackCharactersMax) : null, failed.UnsentCalls);
    }

    public static void LinkDown(Turn turn, string reason)
    {
        turn.Live = turn.Live with { LinkUp = false, LinkReason = reason };
        // The other link was tried: from here on it is one that is lost.
        if (turn.Live.Relink == RelinkPhase.Coming && reason != PlannedChanges.NotConnectedYet)
            turn.Live = turn.Live with { Relink = RelinkPhase.None };
        if (IsAlive(turn))
        {
            Close(turn, FailureKind.LinkLost, reason);
        }
        else if (turn.Live is { Mode: DeviceMode.Active, OutOfService: null, Relink: RelinkPhase.None })
        {
            turn.SetMode(DeviceMode.Active, $"no link: {reason}");
            if (turn.Live.IsPlanned)
                Reads.Hurry(turn, turn.Now.Uptime + ShadowLimits.OutstandingReadTime, isPlanned: false);
            PlannedChanges.Over(turn);
        }
    }

    /// <summary>A failure that we chose.</summary>
    public static void Planned(Turn turn, string reason) => Close(turn, FailureKind.Planned, reason);

    /// <summary>The driver actor has nothing open any more.</summary>
    public static void Closed(Turn turn, Incarnation ended)
    {
        if (turn.Live.Driver != DriverPhase.Closing || (ended != turn.Live.Incarnation && ended != Incarnation.None))
            return;
        turn.Live = turn.Live with { Driver = DriverPhase.Closed };
        if (turn.Live.IsOnRecord)
            Recovery.StageDone(turn, RecoveryStage.Stop);
    }

    private static string Bounded(string text, int charactersMax) =>
        text.Length <= charactersMax ? text : $"{text[..charactersMax]}...";

    private static bool IsAlive(Turn turn) => turn.Live.Driver is DriverPhase.Opening or DriverPhase.Open;

    /// <summary>The incarnation is ended from here.</summary>
    public static void Close(Turn turn, FailureKind kind, string reason)
    {
        if (!IsAlive(turn)) return;
        var incarnation = turn.Live.Incarnation;
        End(turn, kind, reason, null, []);
        turn.Do(new ShadowEffects.CloseDriver(incarnation));
    }

    private static void End(
        Turn turn, FailureKind kind, string message, string? stack, ImmutableHashSet<long> unsentCalls)
    {
        turn.Do(new ShadowEffects.RevokeSession(turn.Live.Incarnation));
        Reads.ContactLost(turn);
        var (calls, transfer) = (turn.Live.Calls, turn.Live.Transfer);
        var ending = turn.Live.Ending;
        var wasPassive = turn.Live.Mode == DeviceMode.Passive || ending is { WasPassive: true };
        turn.Live = turn.Live with
        {
            Driver = DriverPhase.Closing,
            EndedBy = kind,
            // A change while a failure is recovered does not make it one that was chosen.
            IsPlanned = kind == FailureKind.Planned && (wasPassive || turn.Live.IsPlanned),
            Calls = calls.Clear(),
            Transfer = null,
            ContactBeforeFailure = wasPassive ? turn.Live.Contact : turn.Live.ContactBeforeFailure,
            RecoveryStarted = wasPassive ? ending?.Since ?? turn.Now.Uptime : turn.Live.RecoveryStarted,
            StageStarted = ending?.Since ?? turn.Now.Uptime,
            Ending = null,
        };
        Budget(turn, kind, message, wasPassive);
        var inFlight = InFlight.Of(calls.Values);
        var guilty = kind.IsCounted() ? Poison.Guilty(turn, inFlight, transfer) : null;
        if (kind.IsCounted()) Poison.Failed(turn, inFlight, guilty);
        if (turn.Live.IsOnRecord)
            turn.Record(kind.ToString(), stamp => new ShadowEvents.DriverFailed(
                stamp, kind, message, stack, inFlight.Requests, inFlight.Reads, inFlight.Setting, inFlight.Group));

        if (turn.Live.Mode == DeviceMode.Faulted && turn.Live.FaultedReason is null) Fault(turn, message);
        if (guilty is not null) Poison.Quarantine(turn, guilty, IsUnsent(calls, unsentCalls, guilty));
        foreach (var (number, call) in calls)
            if (call is PendingCall.ForRequest request && QuarantineId.Of(request.Request) != guilty)
                Outstanding.AfterFailure(turn, request.Request, unsentCalls.Contains(number));
            else if (call is PendingCall.ForInterlocks interlocks) Interlocks.Interrupted(turn, interlocks.Request);
        Dispatches.VoidQueued(turn, transfer, turn.Live.Reason);
        if (turn.Live.IsPlanned)
        {
            Reads.Hurry(turn, turn.Live.RecoveryStarted + ShadowLimits.PlannedReadTime, isPlanned: true);
            return;
        }

        Reads.Hurry(turn, turn.Now.Uptime + ShadowLimits.OutstandingReadTime, isPlanned: false);
        PlannedChanges.Over(turn);
    }

    private static bool IsUnsent(
        ImmutableDictionary<long, PendingCall> calls, ImmutableHashSet<long> unsentCalls, string guilty) =>
        calls.Any(call => call.Value is PendingCall.ForRequest request
            && QuarantineId.Of(request.Request) == guilty && unsentCalls.Contains(call.Key));

    private static void Budget(Turn turn, FailureKind kind, string message, bool wasPassive)
    {
        if (!wasPassive && kind != FailureKind.Planned && turn.Live.EarlyOpen is { } early
            && early.Incarnation == turn.Live.Incarnation)
        {
            // Its time had not come: it neither counts nor changes when that is.
            turn.Live = turn.Live with { HoldUntil = early.HoldUntil, IsOnRecord = true };
            turn.SetMode(turn.Live.Mode, FailureWords.Of(kind, message));
            return;
        }

        var budget = turn.Live.Budget;
        if (wasPassive && turn.Now.Uptime - turn.Live.PassiveSince >= ShadowLimits.StableTime)
            budget = budget.AfterStableTime();
        TimeSpan? hold = TimeSpan.Zero;
        if (kind.IsCounted()) (budget, hold) = budget.AfterCounted(turn.Spec.Budget, turn.Now);
        else if (kind != FailureKind.Planned) (budget, hold) = budget.AfterUncounted(turn.Now);
        var faulted = hold is null || turn.Live.Mode == DeviceMode.Faulted;
        turn.Live = turn.Live with
        {
            Budget = budget,
            HoldUntil = turn.Now.Uptime + (faulted ? turn.Spec.Budget.ProbePeriod : hold!.Value),
            IsOnRecord = wasPassive || kind.IsCounted() || kind == FailureKind.Planned
                || int.IsPow2(budget.UncountedInARow),
        };
        turn.SetMode(faulted ? DeviceMode.Faulted : DeviceMode.Active, FailureWords.Of(kind, message));
    }

    private static void Fault(Turn turn, string message)
    {
        var budget = turn.Spec.Budget;
        var reason = FormattableString.Invariant(
            $"more than {budget.Intensity} failures in {budget.Period.TotalSeconds:0} s, the last: {message}");
        turn.Live = turn.Live with { FaultedReason = reason };
        turn.Record("budget", stamp => new ShadowEvents.DeviceFaulted(stamp, reason));
        foreach (var request in Mutations.Blocked(turn)
            .Where(request => !ProxyTable.IsSafe(turn.Spec, request.Operation)))
            Mutations.GiveUp(
                turn, request, RefusalKind.Busy, Refusals.WhyDown(turn), ServedBy.ShadowBusy, budget.ProbePeriod);
    }
}
