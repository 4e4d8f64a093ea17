using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>A configuration value as it was last confirmed.</summary>
/// <param name="Order">Place among the settings in the order of their last write.</param>
/// <param name="Boot">Which start of which machine <paramref name="UptimeMs"/> belongs to; null: not said.</param>
/// <param name="UptimeMs">When it was confirmed, on that start's uptime clock.</param>
public sealed record RecordedSetting(
    PointValue Value, long Order, RequestId Request, DateTimeOffset Time, string? Boot = null, long? UptimeMs = null)
{
    /// <summary>What the device had before the newest write; null: not known. With <see cref="Origin"/> what it is
    /// known to fall back to.</summary>
    public PointValue? Before { get; init; }

    /// <summary>What the device had before the first write; null: not known.</summary>
    public PointValue? Origin { get; init; }
}
