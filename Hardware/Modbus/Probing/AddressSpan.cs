using System.Globalization;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus.Probing;

/// <summary>Adjacent addresses of one table, at least one.</summary>
public readonly record struct AddressSpan(ModbusTable Table, int First, int Count)
{
    public int Last => First + Count - 1;

    public bool IsRegisters => Table is ModbusTable.Input or ModbusTable.Holding;

    public ModbusRequest.Read Request => new(Table, (ushort)First, (ushort)Count);

    /// <summary>What one request reads.</summary>
    public int RequestMax => IsRegisters ? ModbusLimits.ReadRegistersMax : ModbusLimits.ReadBitsMax;

    /// <summary>The fewest requests that read all of it.</summary>
    public int RequestsMin => ((Count - 1) / RequestMax) + 1;

    /// <summary>For example <c>holding/3</c> or <c>holding/3..9</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Table.ToString().ToLowerInvariant()}/{First}{(Count == 1 ? "" : $"..{Last}")}");
}
