using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>A setting whose recorded value and the device's own differ, and that was not restored by itself.</summary>
public sealed record HeldDifference(PointId Point, PointValue Recorded, PointValue? Actual, string Reason);
