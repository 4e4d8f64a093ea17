using System.Collections.Immutable;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Simulation;

/// <summary>One mutating request that a simulated unit executed.</summary>
/// <param name="Number">Counts all executions of the simulator, from 1.</param>
/// <param name="Values">What the addresses from <paramref name="Address"/> on hold after it; a bit is 0 or 1.</param>
public sealed record Execution(
    long Number,
    DateTimeOffset Time,
    byte Unit,
    ModbusFunction Function,
    ModbusTable Table,
    ushort Address,
    ImmutableArray<ushort> Values);
