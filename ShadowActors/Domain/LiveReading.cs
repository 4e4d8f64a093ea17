using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>The newest reading of a point in this process.</summary>
/// <param name="At">On the uptime clock.</param>
public sealed record LiveReading(
    PointValue? Value, StatusCode Status, DateTimeOffset SourceTime, TimeSpan At, AppliedOverlay? Overlay = null);
