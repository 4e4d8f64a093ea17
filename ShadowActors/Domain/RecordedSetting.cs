using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>A configuration value as it was last confirmed.</summary>
/// <param name="Order">Place among the settings in the order of their last write.</param>
public sealed record RecordedSetting(PointValue Value, long Order, RequestId Request, DateTimeOffset Time);
