using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Which readings are kept for the journal. A reading is compared with the one kept last, never with the one seen last:
/// however slowly a value drifts, the journal is never further off than the deadband.
/// </summary>
public static class KeepRule
{
    /// <param name="last">Null: none of this point was ever kept.</param>
    /// <param name="at">When it was read, on the uptime clock; null: only a change counts.</param>
    public static bool IsKept(
        RecordRule rule, PointSpec point, PointValue? value, StatusCode status, KeptReading? last, TimeSpan? at) =>
        rule switch
        {
            RecordRule.All => true,
            RecordRule.None => false,
            _ => last is null
                || last.Status != status
                || IsChange(last.Value, value, point.Deadband ?? 0)
                || (point.RecordAtLeast is { } longest
                    && at is { } now
                    && (last.At is not { } before || now - before >= longest)),
        };

    /// <summary>Numbers differ by more than the deadband; whatever is no number, at all.</summary>
    public static bool IsChange(PointValue? last, PointValue? value, double deadband)
    {
        if (last == value) return false;
        if (deadband == 0 || last is not { } before || value is not { } after) return true;
        return (before.Kind, after.Kind) switch
        {
            (ValueKind.Integer, ValueKind.Integer) =>
                (double)Int128.Abs((Int128)before.AsInteger - after.AsInteger) > deadband,
            (ValueKind.Integer or ValueKind.Real, ValueKind.Integer or ValueKind.Real) =>
                IsFurther(before.AsNumber!.Value, after.AsNumber!.Value, deadband),
            _ => true,
        };
    }

    // 20.1 - 20.0 is a hair more than 0.1 in binary; NaN is not within any distance.
    private static bool IsFurther(double before, double after, double deadband)
    {
        var largest = Math.Max(Math.Abs(before), Math.Abs(after));
        var hair = double.IsFinite(largest) ? 2 * (Math.BitIncrement(largest) - largest) : 0;
        return !(Math.Abs(after - before) <= deadband + hair);
    }
}
