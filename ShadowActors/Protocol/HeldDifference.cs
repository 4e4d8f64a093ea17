using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>A setting whose recorded value and the device's own differ, and that was not restored by itself.</summary>
/// <param name="Since">When it was found first; null: not said.</param>
/// <param name="Cause">What may be over by the next recovery; null: it is held until somebody decides.</param>
public sealed record HeldDifference(
    PointId Point, PointValue Recorded, PointValue? Actual, string Reason, DateTimeOffset? Since = null,
    HoldCause? Cause = null);
