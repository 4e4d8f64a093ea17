using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Whether a setting that differs after an outage was lost by the device, or changed by somebody meanwhile. Lost is
/// what has a value to which the device is known to fall back: the one before the newest write, or the one before the
/// first. All is lost of a device that is known to have begun anew. Anything else is a conflict.
/// </summary>
public static class Conflicts
{
    /// <summary>So many settings with a value to fall back to are a device that began anew.</summary>
    public const int SettingsOfAReset = 2;

    /// <summary>Why what could not be compared is held; it is compared anew at the next recovery.</summary>
    public const string NotRead = "it could not be read back, so what the device has is not known";

    public static bool IsFallback(PointSpec point, RecordedSetting setting, PointValue actual) =>
        (setting.Before is { } before && RecoveryPlan.IsSame(point, before, actual))
        || (setting.Origin is { } origin && RecoveryPlan.IsSame(point, origin, actual));

    /// <summary>What is to be read back and was not is not written blindly, whatever is declared; null: it was read, or
    /// is written without.</summary>
    internal static string? WhyNotKnown(PointSpec point, PointValue? actual) =>
        actual is null && point is { IsReadable: true, Replay: not ReplayRule.Always } ? NotRead : null;

    /// <summary>Null: it is none, the difference may be restored.</summary>
    /// <param name="actual">Null: it was not read.</param>
    internal static string? Why(Turn turn, PointSpec point, PointValue? actual)
    {
        var setting = turn.State.Settings[point.Id.Value];
        if (point.Replay == ReplayRule.Always || turn.State.IsReset) return null;
        if (actual is not { } value) return null;
        if (RecoveryPlan.IsSame(point, setting.Value, value) || IsFallback(point, setting, value)) return null;
        return $"conflict: the device has {value}, which is neither what is recorded nor what it had before; "
            + "somebody may have changed it meanwhile";
    }

    /// <summary>Of the write of a setting, what the device has, as far as it was read or written; null: not known.
    /// </summary>
    internal static PointValue? Before(Turn turn, Operation operation) =>
        operation is WriteOperation write && turn.Spec.Point(write.Point)?.Role == PointRole.Configuration
        && turn.Live.Readings.GetValueOrDefault(write.Point) is { Status.Quality: not Quality.Bad } known
            ? known.Value
            : null;
}
