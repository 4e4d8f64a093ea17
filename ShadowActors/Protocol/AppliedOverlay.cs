using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What the shadow added to a count that the device gave; the value is the sum.</summary>
/// <param name="Offset">In the point's unit; 0 as long as the device never began anew.</param>
/// <param name="Raw">What the device gave, in the point's unit.</param>
public sealed record AppliedOverlay(PointValue Offset, PointValue Raw);
