using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>A value as it is given to a client.</summary>
/// <param name="Unit">UCUM code.</param>
/// <param name="Age">How old the value is by the shadow's monotonic clock; null where there is none, or where its age
/// can't be proven.</param>
/// <param name="SourceTime">When the device gave it, by the wall clock.</param>
/// <param name="Overlay">What the value is made of, for a point that is overlaid; null for any other.</param>
public sealed record ServedReading(
    PointId Point,
    PointValue? Value,
    string Unit,
    StatusCode Status,
    TimeSpan? Age,
    DateTimeOffset? SourceTime,
    ServedBy ServedBy,
    AppliedOverlay? Overlay = null);
