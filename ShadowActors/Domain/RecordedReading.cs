using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>A reading as it was last recorded.</summary>
/// <param name="UptimeMs">When it was read, on the uptime clock of <paramref name="Boot"/>.</param>
public sealed record RecordedReading(
    PointValue? Value, StatusCode Status, DateTimeOffset SourceTime, string Boot, long UptimeMs,
    AppliedOverlay? Overlay = null);
