using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>A driver's reading as it is to be told.</summary>
/// <param name="At">When it was read, on the uptime clock.</param>
/// <param name="Overlay">What its value is made of; null: the point is not overlaid.</param>
/// <param name="IsHeld">Not to be told, neither to a client nor to the journal: its count is not believed yet, or the
/// offset that it needs is not durable.</param>
/// <param name="IsLate">A reading that was made after it was heard before it: what is known already is newer.</param>
internal readonly record struct HeardReading(
    PointReading Reading, TimeSpan At, AppliedOverlay? Overlay = null, bool IsHeld = false, bool IsLate = false);
