using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// A planned change is a failure that we chose: the same stages, and no error to clients. The incarnation first
/// finishes the mutations that it has, while what comes meanwhile waits for the next one; then it is closed. Reads wait
/// for the next one too, for a moment.
/// </summary>
internal static class PlannedChanges
{
    /// <summary>What a link says of itself before it was tried.</summary>
    public const string NotConnectedYet = "not connected yet";

    /// <summary>Another declaration. The driver is closed only where it sees a difference.</summary>
    public static void Redeclared(Turn turn, ShadowInputs.Redeclared input)
    {
        var before = turn.Spec;
        if (turn.Live.Claim is ClaimStatus.Releasing or ClaimStatus.Lost || turn.Live.Stopping) return;
        turn.Own = turn.Own with { CallTime = input.CallTime, OpenTime = input.OpenTime };
        if (before.Equals(input.Device)) return;
        // What was answered until now was answered under the declaration until now.
        Recording.Flush(turn);
        turn.Spec = input.Device;
        // A transfer under way goes by what was declared when it was planned: another incarnation begins it anew.
        var isSeen = turn.Live.Transfer is not null || !DriverView.IsSame(before, turn.Spec);
        var forgotten = Forgotten(before, turn.Spec);
        if (turn.Live.Claim is ClaimStatus.Claiming or ClaimStatus.Held)
        {
            var declared = Declaration.Of(turn.Spec);
            // What the driver failed at, it failed at as it was declared then.
            if (turn.State.Declared != declared) turn.Live = turn.Live with { FailedWrites = null, Acquitted = [] };
            turn.Record("plant", stamp => new ShadowEvents.DeviceRedeclared(
                stamp, turn.Spec.Profile, isSeen, Redeclaration.Words(before, turn.Spec), declared,
                forgotten.IsEmpty ? null : forgotten));
            Poison.LiftForeign(turn);
            RestoreGroups.Forget(turn);
        }

        Forget(turn, before, forgotten);
        RefuseUnfit(turn);
        // Alarms that are declared no more are over.
        turn.Live = turn.Live with { AlarmsLooked = false };
        if (isSeen) Begin(turn, "its declaration changed", before);
        else if (turn.Live.Mode == DeviceMode.Passive) TakenOver(turn);
    }

    /// <summary>The driver goes on with another declaration.</summary>
    private static void TakenOver(Turn turn)
    {
        Reads.ScanAgain(turn);
        // What is read for these is for the interlocks that were declared before.
        foreach (var (number, call) in turn.Live.Calls)
        {
            if (call is not PendingCall.ForInterlocks checking) continue;
            turn.Live = turn.Live with { Calls = turn.Live.Calls.Remove(number) };
            Interlocks.Interrupted(turn, checking.Request);
        }
    }

    /// <summary>The link is about to be another one: nothing is opened before that is there.</summary>
    public static void Relink(Turn turn, string reason)
    {
        if (turn.Live.Stopping || turn.Live.Claim == ClaimStatus.Lost) return;
        turn.Live = turn.Live with { Relink = RelinkPhase.Leaving };
        Begin(turn, reason, turn.Spec);
    }

    /// <summary>The link is up; where it is the other one, that change is over.</summary>
    public static void LinkUp(Turn turn) => turn.Live = turn.Live with
    {
        LinkUp = true,
        LinkReason = null,
        Relink = turn.Live.Relink == RelinkPhase.Coming ? RelinkPhase.None : turn.Live.Relink,
    };

    /// <summary>The other link is there, and not up yet.</summary>
    public static void Relinked(Turn turn)
    {
        if (turn.Live.Driver is DriverPhase.Opening or DriverPhase.Open) Failures.Planned(turn, "its link changed");
        turn.Live = turn.Live with
        {
            Relink = RelinkPhase.Coming,
            LinkUp = false,
            LinkReason = NotConnectedYet,
            HoldUntil = turn.Now.Uptime,
        };
    }

    public static void Begin(Turn turn, string reason) => Begin(turn, reason, turn.Spec);

    /// <summary>Closes the incarnation as soon as it has finished what it has.</summary>
    public static void Advance(Turn turn)
    {
        if (turn.Live.Ending is not { } ending || turn.Live.Stopping) return;
        if (WaitsUntil(turn, ending) is { } end) Recovery.Hold(turn, end);
        else Close(turn, ending.Reason);
    }

    /// <summary>A safe action waits that this incarnation would do otherwise than declared: the next one is wanted now.
    /// </summary>
    /// <returns>True: the incarnation is ended for it.</returns>
    public static bool EndsFor(Turn turn, Operation safe)
    {
        if (turn.Live.Ending is not { } ending || DriverView.IsSame(ending.Served, turn.Spec, safe)) return false;
        Close(turn, ending.Reason);
        return true;
    }

    /// <summary>The driver is away because that was decided, and nothing has failed since.</summary>
    public static bool IsUnderWay(Turn turn) =>
        turn.Live is { Mode: DeviceMode.Active, OutOfService: null, Stopping: false, Claim: ClaimStatus.Held }
        && (turn.Live.Ending is { WasPassive: true }
            || (turn.Live.IsPlanned
                && (turn.Live.LinkUp || turn.Live.Relink != RelinkPhase.None)));

    /// <summary>How long a read waits for the next incarnation before it is answered with what is known; null: it does
    /// not.</summary>
    public static TimeSpan? ReadWaitsUntil(Turn turn, ShadowCommands.ReadPoints read)
    {
        if (!IsUnderWay(turn) || Refusals.IsFull(turn)) return null;
        var deadline = turn.Now.Uptime + read.Timeout;
        var end = turn.Live.RecoveryStarted + ShadowLimits.PlannedReadTime;
        if (read.RequireGood || deadline < end) return deadline;
        return end > turn.Now.Uptime ? end : null;
    }

    /// <summary>What is answered busy while a driver is recovered waits while it is only changed. Never triggers and
    /// heartbeats: late they are not what was asked for.</summary>
    public static bool MayWait(Turn turn, Operation operation) => IsUnderWay(turn)
        && operation switch
        {
            WriteOperation write => turn.Spec.Point(write.Point)
                is { Role: not (PointRole.Trigger or PointRole.Heartbeat) },
            InvokeOperation invoke => turn.Spec.Command(invoke.Command) is not null,
            _ => false,
        };

    /// <summary>It is a failure by now: what waited only since it was planned is answered like any other.</summary>
    public static void Over(Turn turn)
    {
        turn.Live = turn.Live with { IsPlanned = false };
        if (WaitForJournal(turn)) return;
        foreach (var request in Mutations.Blocked(turn))
            if (ProxyTable.For(turn.Spec, request.Operation) == WhenDown.Busy
                && !ProxyTable.IsSafe(turn.Spec, request.Operation)
                && turn.State.Requests.GetValueOrDefault(request.Request.Value)
                    is null or { Verdict: not Verdict.Sent, MayBeDone: false })
                Mutations.GiveUp(
                    turn, request, RefusalKind.Busy, Refusals.WhyDown(turn), ServedBy.ShadowBusy,
                    ShadowLimits.RetryAfter);
    }

    private static void Begin(Turn turn, string reason, DeviceSpec served)
    {
        if (turn.Live.Driver == DriverPhase.Opening) Close(turn, reason);
        else if (turn.Live.Driver == DriverPhase.Open) Finish(turn, reason, served);
        // One that waits for its hold time is opened now: what it waited for may be mended.
        else if (turn.Live.Mode != DeviceMode.Passive) turn.Live = turn.Live with { HoldUntil = turn.Now.Uptime };
    }

    private static void Finish(Turn turn, string reason, DeviceSpec served)
    {
        if (turn.Live.Ending is not null) return;
        var checking = turn.Live.Calls.Values.OfType<PendingCall.ForInterlocks>().ToList();
        var wasPassive = turn.Live.Mode == DeviceMode.Passive;
        Dispatches.VoidQueued(turn, turn.Live.Transfer, reason);
        turn.Live = turn.Live with
        {
            Ending = new PlannedEnd(reason, turn.Now.Uptime, served, wasPassive),
            Calls = turn.Live.Calls.RemoveRange(
                turn.Live.Calls.Where(call => call.Value is not PendingCall.ForRequest).Select(call => call.Key)),
            Transfer = null,
            RecoveryStarted = wasPassive ? turn.Now.Uptime : turn.Live.RecoveryStarted,
            StageStarted = turn.Now.Uptime,
        };
        if (wasPassive) turn.SetMode(DeviceMode.Active, $"{DriverActors.Protocol.FailureKind.Planned}: {reason}");
        Reads.Hurry(turn, turn.Live.RecoveryStarted + ShadowLimits.PlannedReadTime, isPlanned: true);
        foreach (var call in checking) Interlocks.Interrupted(turn, call.Request);
        Advance(turn);
    }

    private static void Close(Turn turn, string reason)
    {
        Failures.Planned(turn, reason);
        turn.Live = turn.Live with { HoldUntil = turn.Now.Uptime };
    }

    /// <summary>Null: nothing is waited for any more. What may be sent again is not waited for long.</summary>
    private static TimeSpan? WaitsUntil(Turn turn, PlannedEnd ending)
    {
        TimeSpan? latest = null;
        foreach (var operation in UnderWay(turn))
        {
            var end = ending.Since + (ProxyTable.MayRepeat(ending.Served, operation)
                ? ShadowLimits.PlannedStopTime
                : ShadowLimits.PlannedStopTimeMax);
            if (end > turn.Now.Uptime && !(latest > end)) latest = end;
        }

        return latest;
    }

    /// <summary>What somebody waits for: the driver has it, or gets it when it is on record.</summary>
    private static IEnumerable<Operation> UnderWay(Turn turn)
    {
        foreach (var request in turn.Live.Requests.Values)
            if (request.Phase == RequestPhase.Dispatching
                || (request.Phase == RequestPhase.Sent && Outstanding.IsUnderWay(turn, request.Request)))
                yield return request.Operation;
        foreach (var call in turn.Live.Calls.Values.OfType<PendingCall.ForRequest>())
            if (!turn.Live.Requests.ContainsKey(call.Request.Value)
                && turn.State.Requests.GetValueOrDefault(call.Request.Value) is { TtlMs: not null } queued)
                yield return queued.Operation;
    }

    /// <summary>The points of which nothing is known any more: they are declared no more, or what they hold means
    /// something else now.</summary>
    private static ImmutableArray<PointId> Forgotten(DeviceSpec before, DeviceSpec now) =>
    [
        .. before.Points.Where(point => before.Unit != now.Unit || !HasSameValues(point, now.Point(point.Id)))
            .Select(point => point.Id),
    ];

    private static void Forget(Turn turn, DeviceSpec before, ImmutableArray<PointId> forgotten)
    {
        turn.Live = turn.Live with
        {
            Readings = turn.Live.Readings.RemoveRange(forgotten),
            Overlays = turn.Live.Overlays.RemoveRange(forgotten),
            Kept = turn.Live.Kept.RemoveRange(forgotten),
            WrittenAt = turn.Live.WrittenAt.RemoveRange(forgotten),
            AdoptedAt = turn.Live.AdoptedAt.RemoveRange(forgotten),
        };
        if (before.BootIdentity != turn.Spec.BootIdentity
            || (turn.Spec.BootIdentity is { } identity && forgotten.Contains(identity.Point)))
            turn.Live = turn.Live with { BootSeen = null, AnewReason = null };
    }

    private static bool HasSameValues(PointSpec before, PointSpec? now) => now is not null
        && before.At == now.At && before.Type == now.Type && before.Order == now.Order
        && before.Scale.Equals(now.Scale) && before.Offset.Equals(now.Offset)
        && before.Names == now.Names && before.Length == now.Length && before.IsReadable == now.IsReadable
        && before.Fields.Select(Values).SequenceEqual(now.Fields.Select(Values));

    /// <summary>What gives a field its value.</summary>
    private static FieldSpec Values(FieldSpec field) => field with { Unit = "", Range = null };

    /// <summary>What waits is asked again when the journal is read, which may know its key: it is not refused before.
    /// </summary>
    private static bool WaitForJournal(Turn turn) => turn.Live.Claim == ClaimStatus.None;

    /// <summary>What waits is looked at as if it came now.</summary>
    private static void RefuseUnfit(Turn turn)
    {
        if (!WaitForJournal(turn))
            foreach (var request in Mutations.Blocked(turn)) Admission.IsUnfit(turn, request);
        Queue.TimeOver(turn);
        foreach (var read in turn.Live.Reads.Values.ToList())
        {
            if (read.Points.FirstOrDefault(id => turn.Spec.Point(id) is null) is not { } gone) continue;
            turn.Live = turn.Live with { Reads = turn.Live.Reads.Remove(read.Ticket) };
            Reads.Refuse(
                turn, read, $"{turn.Spec.Id}/{gone}", RefusalKind.UnknownPoint,
                $"the profile '{turn.Spec.Profile}' declares no such point any more");
        }
    }
}
