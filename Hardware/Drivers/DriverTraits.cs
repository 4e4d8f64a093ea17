namespace Understudy.Hardware.Drivers;

/// <summary>What a driver declares of itself.</summary>
/// <param name="CallsInFlightMax">How many calls it takes at once; 1 or more. The caller keeps to it.</param>
public sealed record DriverTraits(int CallsInFlightMax);
