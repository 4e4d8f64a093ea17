using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>The newest reading of a point in this process.</summary>
/// <param name="At">When it was read, on the uptime clock.</param>
/// <param name="IsWritten">Never read: what the device acknowledged to have been written.</param>
public sealed record LiveReading(
    PointValue? Value, StatusCode Status, DateTimeOffset SourceTime, TimeSpan At, AppliedOverlay? Overlay = null,
    bool IsWritten = false);
