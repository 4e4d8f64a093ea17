using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// How fast a value may be changed. A write is compared with each value that the device may have from an earlier one:
/// the one confirmed last, and those after it whose outcome is not known yet. The time since counts on the uptime
/// clock; of what another start of a machine recorded, only the time since this shadow began.
/// </summary>
internal static class Rates
{
    // Of sums of decimal fractions.
    private const double Tolerance = 1e-9;

    // A rate may be so low that no time span holds the time it takes.
    private static readonly TimeSpan ShownMax = TimeSpan.FromDays(1);

    /// <param name="self">The request itself, where it is on record already.</param>
    /// <returns>Why not, and after which time it may; null: it may.</returns>
    public static (string Reason, TimeSpan After)? Problem(Turn turn, Operation operation, RequestId self)
    {
        if (operation is not WriteOperation write || turn.Spec.Point(write.Point) is not { MaxRate: { } rate } point
            || write.Value.AsNumber is not { } wanted || ProxyTable.IsSafe(turn.Spec, operation))
            return null;
        (string Reason, TimeSpan After)? worst = null;
        foreach (var (value, since) in References(turn, write.Point, self))
        {
            var (change, elapsed) = (Math.Abs(wanted - value), turn.Now.Uptime - since);
            var needed = change / rate;
            if (needed <= Math.Max(0, elapsed.TotalSeconds) + (Tolerance * Math.Max(1, needed))) continue;
            var after = needed < ShownMax.TotalSeconds ? TimeSpan.FromSeconds(needed) - elapsed : ShownMax;
            if (worst is null || after > worst.Value.After) worst = (Reason(point, rate, value, elapsed), after);
        }

        return worst;
    }

    private static string Reason(PointSpec point, double rate, double value, TimeSpan elapsed) =>
        FormattableString.Invariant($"it may change by {rate} in a second (maxRate, unit {point.Unit}), and the value ")
        + FormattableString.Invariant($"before, {value}, is {Math.Max(0, elapsed.TotalSeconds):0.###} s old");

    private static IEnumerable<(double Value, TimeSpan Since)> References(Turn turn, PointId point, RequestId self)
    {
        var own = turn.State.Requests.GetValueOrDefault(self.Value);
        var isKnown = false;
        foreach (var record in turn.State.Requests.Values)
        {
            if (record.Request == self || !IsPending(turn, record, point) || record.Order > own?.Order) continue;
            if (Number(record.Operation, point) is not { } pending) continue;
            isKnown = true;
            yield return (pending, Since(turn, record.Boot, record.UptimeMs));
        }

        foreach (var live in turn.Live.Requests.Values)
        {
            if (live.Request == self || live.Phase == RequestPhase.Settling || IsCounted(turn, live, point)) continue;
            if (live.Order > turn.Live.Requests.GetValueOrDefault(self.Value)?.Order) continue;
            if (Number(live.Operation, point) is not { } waiting) continue;
            isKnown = true;
            // It is sent at the earliest now.
            yield return (waiting, turn.Now.Uptime);
        }

        if (turn.State.Settings.GetValueOrDefault(point.Value) is { } setting && setting.Value.AsNumber is { } last)
            yield return (last, Since(turn, setting.Boot, setting.UptimeMs));
        else if (!isKnown && turn.Live.Readings.GetValueOrDefault(point) is { Status.Quality: not Quality.Bad } reading
            && reading.Value?.AsNumber is { } read)
            yield return (read, turn.Live.Started);
    }

    private static bool IsCounted(Turn turn, LiveRequest live, PointId point) =>
        turn.State.Requests.TryGetValue(live.Request.Value, out var record) && IsPending(turn, record, point);

    private static bool IsPending(Turn turn, RequestRecord record, PointId point) =>
        (record.IsOpen || record.Verdict == Verdict.Indeterminate)
        && !(turn.State.Settings.TryGetValue(point.Value, out var setting) && setting.Order > record.Order);

    private static double? Number(Operation operation, PointId point) =>
        operation is WriteOperation write && write.Point == point ? write.Value.AsNumber : null;

    private static TimeSpan Since(Turn turn, string? boot, long? uptimeMs) =>
        boot == turn.Own.Boot && uptimeMs is { } at ? TimeSpan.FromMilliseconds(at) : turn.Live.Started;
}
