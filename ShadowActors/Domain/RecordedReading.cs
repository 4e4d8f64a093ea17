using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>A reading as it was last recorded.</summary>
public sealed record RecordedReading(
    PointValue? Value, StatusCode Status, DateTimeOffset SourceTime, string Boot, long UptimeMs,
    AppliedOverlay? Overlay = null);
