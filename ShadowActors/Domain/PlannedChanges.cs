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
        var isSeen = !DriverView.IsSame(before, turn.Spec);
        if (turn.Live.Claim is ClaimStatus.Claiming or ClaimStatus.Held)
        {
            turn.Record("plant", stamp => new ShadowEvents.DeviceRedeclared(
                stamp, turn.Spec.Profile, isSeen, Redeclaration.Words(before, turn.Spec)));
            Poison.LiftForeign(turn);
        }

        Forget(turn, before);
        RefuseUnfit(turn);
        // Alarms that are declared no more are over.
        turn.Live = turn.Live with { AlarmsLooked = false };
        if (isSeen) Begin(turn, "its declaration changed", before);
        else if (turn.Live.Mode == DeviceMode.Passive) Reads.ScanAgain(turn);
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
            LinkReason = "not connected yet",
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
        && (turn.Live.Ending is not null
            || (turn.Live.EndedBy == DriverActors.Protocol.FailureKind.Planned
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

    /// <summary>What is known of points that are declared no more, or hold other values now, is nothing.</summary>
    private static void Forget(Turn turn, DeviceSpec before)
    {
        var gone = before.Points.Where(point => !HasSameValues(point, turn.Spec.Point(point.Id)))
            .Select(point => point.Id).ToImmutableArray();
        turn.Live = turn.Live with
        {
            Readings = turn.Live.Readings.RemoveRange(gone),
            Overlays = turn.Live.Overlays.RemoveRange(gone),
            Kept = turn.Live.Kept.RemoveRange(gone),
            WrittenAt = turn.Live.WrittenAt.RemoveRange(gone),
            AdoptedAt = turn.Live.AdoptedAt.RemoveRange(gone),
        };
        if (before.BootIdentity != turn.Spec.BootIdentity)
            turn.Live = turn.Live with { BootSeen = null, AnewReason = null };
    }

    private static bool HasSameValues(PointSpec before, PointSpec? now) => now is not null
        && before.Type == now.Type && before.Names == now.Names && before.Length == now.Length
        && before.IsReadable == now.IsReadable
        && before.Fields.Select(field => (field.Name, field.Type)).SequenceEqual(
            now.Fields.Select(field => (field.Name, field.Type)));

    /// <summary>What waits is looked at as if it came now.</summary>
    private static void RefuseUnfit(Turn turn)
    {
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
