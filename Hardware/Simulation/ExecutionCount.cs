namespace Understudy.Hardware.Simulation;

/// <summary>How often one address was written, and what it was given last (null: never written).</summary>
public readonly record struct ExecutionCount(long Number, ushort? LastValue);
