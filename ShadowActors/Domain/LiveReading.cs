using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>The newest reading of a point in this process.</summary>
/// <param name="At">On the uptime clock.</param>
public sealed record LiveReading(PointValue? Value, StatusCode Status, DateTimeOffset SourceTime, TimeSpan At);
