using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// While the driver serves, the device's settings are looked at: those that are not scanned, once in a while; all of
/// them, as soon as one is read with another value than the recorded one. A changed setting was changed at the device
/// itself and is adopted; several that are back at what they were before are a device that began anew, which is
/// recovered from like a failure.
/// </summary>
internal static class Looks
{
    public const string AdoptedBy = "device";

    private const string LostAgain = "lost again soon after it was restored";

    /// <summary>The driver serves again.</summary>
    public static void Start(Turn turn)
    {
        turn.Live = turn.Live with { LookAt = null, IsChangeHeard = false, LostBefore = null };
        Expect(turn, turn.Now.Uptime + ShadowLimits.ReadBackPeriod);
    }

    /// <summary>Something was read, by whomever.</summary>
    public static void Heard(Turn turn, ImmutableArray<HeardReading> heard)
    {
        if (turn.Live.Mode != DeviceMode.Passive || turn.Live.IsChangeHeard || turn.State.Settings.IsEmpty) return;
        foreach (var one in heard)
        {
            if (one.IsLate || one.IsHeld || !IsChanged(turn, one.Reading)) continue;
            AtAll(turn);
            return;
        }
    }

    /// <summary>The next look is soon, and at all settings.</summary>
    public static void AtAll(Turn turn)
    {
        if (turn.Live.IsChangeHeard) return;
        turn.Live = turn.Live with { IsChangeHeard = true };
        Expect(turn, turn.Live.LookedAt is { } last ? last + ShadowLimits.LookTimeMin : turn.Now.Uptime);
    }

    /// <summary>The time to look has come.</summary>
    public static void Look(Turn turn)
    {
        if (turn.Live.LookAt is not { } due || turn.Now.Uptime < due) return;
        turn.Live = turn.Live with { LookAt = null };
        if (turn.Live.Mode != DeviceMode.Passive) return;
        if (turn.Live.Calls.Values.Any(call => call is PendingCall.ForLook))
        {
            // What is to be looked at may have changed since that began.
            Expect(turn, turn.Now.Uptime + (turn.Live.IsChangeHeard
                ? ShadowLimits.LookTimeMin
                : ShadowLimits.ReadBackPeriod));
            return;
        }

        var isAll = turn.Live.IsChangeHeard || turn.Live.LostBefore is not null;
        turn.Live = turn.Live with { IsChangeHeard = false, LookedAt = turn.Now.Uptime };
        Expect(turn, turn.Now.Uptime + ShadowLimits.ReadBackPeriod);
        var points = Settings(turn).Where(point => isAll || point.ScanPeriod is null).Select(point => point.Id);
        ImmutableArray<PointId> asked = turn.State.Read([.. points.Union(BootIdentity.ToRead(turn))]);
        if (!asked.IsEmpty)
            Reads.Call(turn, new PendingCall.ForLook(asked, turn.State.Order, turn.Live.LastCall, isAll), asked);
    }

    /// <summary>All that was asked for has been read.</summary>
    public static void Done(Turn turn, PendingCall.ForLook look, IReadOnlyList<PointReading> readings)
    {
        if (turn.Live.Mode != DeviceMode.Passive) return;
        foreach (var reading in readings) Resolve(turn, look, reading);
        var changed = readings
            .Where(reading => look.Points.Contains(reading.Point) && IsChanged(turn, reading)
                && turn.State.Settings[reading.Point.Value].Order <= look.Order)
            .ToList();
        var back = changed.Where(reading => IsBack(turn, reading)).ToList();
        if (turn.Live.LostBefore is { } lost)
        {
            Hold(turn, changed, _ => LostAgain);
            // Only now it is known that nothing else was lost.
            if (look.IsAll && look.After >= lost && turn.Live.Journal == JournalStatus.Up
                && readings.All(reading => IsSettled(turn, reading)))
                turn.Live = turn.Live with { LostBefore = null };
        }
        else if (back.Count < Conflicts.SettingsOfAReset)
            AdoptOrHold(turn, changed);
        else if (turn.Live.ResetAt is { } last && turn.Now.Uptime - last < ShadowLimits.ResetTime)
            Hold(turn, back, _ => LostAgain);
        else
            Reset(turn, $"{back.Count} settings are back at what they were before", [.. back.Select(one => one.Point)]);
    }

    /// <summary>What is never restored tells nothing that a recovery could put right.</summary>
    private static bool IsBack(Turn turn, PointReading reading) =>
        turn.Spec.Point(reading.Point) is { Replay: not ReplayRule.Never } point
        && Conflicts.IsFallback(point, turn.State.Settings[reading.Point.Value], reading.Value!.Value);

    /// <summary>A write whose outcome nobody knew was done, where the device has its value.</summary>
    private static void Resolve(Turn turn, PendingCall.ForLook look, PointReading reading)
    {
        if (turn.Live.Journal != JournalStatus.Up || turn.Spec.Point(reading.Point) is not { } point
            || reading is not { Status.IsGood: true, Value: { } value }
            || !turn.State.Settings.ContainsKey(reading.Point.Value))
            return;
        foreach (var record in turn.State.Requests.Values.Where(record => IsUnknown(turn, record, point.Id)).ToList())
            if (record.Order <= look.Order
                && RecoveryPlan.IsSame(point, ((WriteOperation)record.Operation).Value, value))
                Mutations.Settle(turn, record.Request, Verdict.Confirmed, "by read-back", ServedBy.ShadowRespond);
    }

    /// <summary>What a client could not write is no setting that a recovery might write.</summary>
    private static void AdoptOrHold(Turn turn, List<PointReading> changed)
    {
        var held = changed.Where(reading => WhyNotAdopted(turn, reading) is not null).ToList();
        foreach (var reading in changed.Except(held)) Adopt(turn, reading);
        Hold(turn, held, reading => WhyNotAdopted(turn, reading)!);
    }

    private static string? WhyNotAdopted(Turn turn, PointReading reading) =>
        ValueCheck.Problem(turn.Spec, new WriteOperation(reading.Point, reading.Value!.Value)) is { } problem
            ? $"changed at the device to what may not be written: {problem.Reason}"
            : null;

    /// <summary>It does not keep what is restored, or has what can't be: that is not tried for ever.</summary>
    private static void Hold(Turn turn, List<PointReading> differing, Func<PointReading, string> why)
    {
        if (differing.Count == 0 || turn.Live.Journal != JournalStatus.Up) return;
        turn.Record("read-back", stamp => new ShadowEvents.SettingsTransferred(stamp,
        [
            .. differing.Select(reading => new TransferredSetting(
                reading.Point, turn.State.Settings[reading.Point.Value].Value, reading.Value, TransferResult.Held,
                why(reading))),
        ]));
    }

    private static void Reset(Turn turn, string reason, ImmutableArray<PointId> settings)
    {
        if (turn.Live.Journal != JournalStatus.Up) return;
        turn.Live = turn.Live with { ResetAt = turn.Now.Uptime };
        turn.Record("read-back", stamp => new ShadowEvents.DeviceResetDetected(stamp, reason, settings));
        DeviceAlarms.ResetDetected(turn, reason);
        Failures.Close(turn, DriverActors.Protocol.FailureKind.DeviceReset, reason);
    }

    private static void Adopt(Turn turn, PointReading reading)
    {
        if (turn.Live.Journal != JournalStatus.Up) return;
        turn.Live = turn.Live with { AdoptedAt = turn.Live.AdoptedAt.SetItem(reading.Point, turn.Now.Uptime) };
        turn.Record("read-back", stamp => new ShadowEvents.SettingAdopted(
            stamp, reading.Point, reading.Value!.Value, turn.State.Settings[reading.Point.Value].Value, null, AdoptedBy,
            "changed at the device while its driver served"));
    }

    private static IEnumerable<PointSpec> Settings(Turn turn) => turn.Spec.Points.Where(point =>
        point is { Role: PointRole.Configuration, IsReadable: true }
        && turn.State.Settings.ContainsKey(point.Id.Value) && !turn.State.IsUnread(point.Id));

    /// <summary>It was read; and of a setting, what the device has is the recorded value, or is held.</summary>
    private static bool IsSettled(Turn turn, PointReading reading) =>
        reading is { Status.IsGood: true, Value: { } value }
        && (!turn.State.Settings.TryGetValue(reading.Point.Value, out var setting)
            || turn.State.Held.ContainsKey(reading.Point.Value)
            || turn.Spec.Point(reading.Point) is not { Role: PointRole.Configuration } point
            || RecoveryPlan.IsSame(point, setting.Value, value));

    /// <summary>A recorded setting was read, and is another one; nobody is just writing it.</summary>
    private static bool IsChanged(Turn turn, PointReading reading) =>
        reading is { Status.IsGood: true, Value: { } value }
        && turn.State.Settings.TryGetValue(reading.Point.Value, out var setting)
        && turn.Spec.Point(reading.Point) is { Role: PointRole.Configuration, IsReadable: true } point
        && !RecoveryPlan.IsSame(point, setting.Value, value)
        && !turn.State.Held.ContainsKey(reading.Point.Value)
        && !IsRecent(turn.Live.AdoptedAt, reading.Point, turn.Now, ShadowLimits.AdoptTime)
        && !IsBeingWritten(turn, reading.Point);

    private static bool IsRecent(
        ImmutableDictionary<PointId, TimeSpan> times, PointId point, Moment now, TimeSpan within) =>
        times.TryGetValue(point, out var at) && now.Uptime - at < within;

    /// <summary>Or was, a moment ago: a device may take its time to show what it acknowledged.</summary>
    private static bool IsBeingWritten(Turn turn, PointId point) =>
        IsRecent(turn.Live.WrittenAt, point, turn.Now, ShadowLimits.SettleTime)
        || HasOpenWrite(turn, point)
        || turn.State.Requests.Values.Any(record => IsUnknown(turn, record, point)
            && record.Boot == turn.Own.Boot
            && turn.Now.Uptime - TimeSpan.FromMilliseconds(record.UptimeMs) < ShadowLimits.SettleTime);

    /// <summary>A write of the point waits, is on its way to the driver, or is there.</summary>
    public static bool HasOpenWrite(Turn turn, PointId point) =>
        turn.Live.Requests.Values.Any(request => Writes(request.Operation, point))
        || turn.State.Requests.Values.Any(record => record.IsOpen && Writes(record.Operation, point));

    /// <summary>A write of the recorded setting, newer than what is recorded, whose outcome nobody knows.</summary>
    private static bool IsUnknown(Turn turn, RequestRecord record, PointId point) =>
        record.Verdict == Verdict.Indeterminate && Writes(record.Operation, point)
        && record.Order > OrderOf(turn, point);

    private static long OrderOf(Turn turn, PointId point) => turn.State.Settings[point.Value].Order;

    private static bool Writes(Operation operation, PointId point) =>
        operation is WriteOperation write && write.Point == point;

    private static void Expect(Turn turn, TimeSpan at)
    {
        if (turn.Live.LookAt <= at) return;
        turn.Live = turn.Live with { LookAt = at };
        turn.StartTimer(ShadowTimerKind.Look, at - turn.Now.Uptime);
    }
}
