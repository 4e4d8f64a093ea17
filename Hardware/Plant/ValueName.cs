namespace Understudy.Hardware.Plant;

/// <summary>What one raw number means.</summary>
public readonly record struct ValueName(long Raw, string Name);
