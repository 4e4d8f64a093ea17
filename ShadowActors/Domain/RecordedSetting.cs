using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>A configuration value as it was last confirmed.</summary>
/// <param name="Order">Place among the settings in the order of their last write.</param>
public sealed record RecordedSetting(PointValue Value, long Order, RequestId Request, DateTimeOffset Time)
{
    /// <summary>What the device had before the newest write; null: not known. With <see cref="Origin"/> what it is
    /// known to fall back to.</summary>
    public PointValue? Before { get; init; }

    /// <summary>What the device had before the first write; null: not known.</summary>
    public PointValue? Origin { get; init; }
}
