using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What became of one recorded setting in a recovery.</summary>
/// <param name="Actual">What the device held before; null where that was not read or not readable.</param>
/// <param name="Cause">Of one that is held: <see cref="HeldDifference.Cause"/>.</param>
public sealed record TransferredSetting(
    PointId Point, PointValue Recorded, PointValue? Actual, TransferResult Result, string? Reason,
    HoldCause? Cause = null);
