using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>A command, or a write of an output, was done if the point then reads above, below or equal to a value:
/// exactly one is given.</summary>
public sealed record ConfirmSpec(PointId Point, double? Above, double? Below, PointValue? EqualTo);
