using System.Collections.Immutable;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Simulation;

/// <summary>
/// Every mutating request that was executed, as the devices themselves saw it: the judge of what a supervisor did.
/// It survives power cycles. Counts are complete; of the entries the newest <see cref="EntriesMax"/> are kept.
/// Safe for several threads.
/// </summary>
public sealed class ExecutionLog
{
    public const int EntriesMax = 65536;

    private readonly Lock _lock = new();
    private readonly Queue<Execution> _entries = [];
    private readonly Dictionary<(byte Unit, ModbusTable Table, ushort Address), ExecutionCount> _counts = [];
    private long _total;

    /// <summary>Executions since the simulator was made.</summary>
    public long Total
    {
        get
        {
            lock (_lock) return _total;
        }
    }

    /// <summary>The entries that are kept, oldest first.</summary>
    public ImmutableArray<Execution> Entries
    {
        get
        {
            lock (_lock) return [.. _entries];
        }
    }

    public ExecutionCount Of(byte unit, ModbusTable table, ushort address)
    {
        lock (_lock) return _counts.GetValueOrDefault((unit, table, address));
    }

    public ExecutionCount Of(byte unit, ModbusAddress at) => Of(unit, at.Table, at.Offset);

    internal void Add(
        DateTimeOffset time,
        byte unit,
        ModbusFunction function,
        ModbusTable table,
        ushort address,
        ReadOnlySpan<ushort> values)
    {
        lock (_lock)
        {
            _total++;
            if (_entries.Count == EntriesMax) _entries.Dequeue();
            _entries.Enqueue(new Execution(_total, time, unit, function, table, address, [.. values]));
            for (var i = 0; i < values.Length; i++)
            {
                var key = (unit, table, (ushort)(address + i));
                _counts[key] = new ExecutionCount(_counts.GetValueOrDefault(key).Number + 1, values[i]);
            }
        }
    }
}
