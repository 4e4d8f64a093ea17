using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>The reading of a point that was kept for the journal last, whether it is there already or not.</summary>
/// <param name="At">On the uptime clock; null where that can't be proven.</param>
public sealed record KeptReading(PointValue? Value, StatusCode Status, TimeSpan? At);
