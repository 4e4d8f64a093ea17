using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>The point by which a device shows that it began anew: its settings are then taken for lost.</summary>
public sealed record BootIdentitySpec(PointId Point, BootRule When);
