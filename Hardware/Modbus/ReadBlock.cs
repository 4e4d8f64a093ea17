using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>Points of one table that are read with one request.</summary>
internal sealed class ReadBlock(ModbusTable table, ushort offset, int count, int[] members)
{
    private volatile bool _isRefusedWhole;

    public ushort Offset { get; } = offset;

    public byte[] Pdu { get; } = new ModbusRequest.Read(table, offset, (ushort)count).ToPdu();

    /// <summary>Which of the points asked, by their place among them.</summary>
    public int[] Members { get; } = members;

    /// <summary>The device refused an address in the block, so its points are read one by one from then on.</summary>
    public bool IsRefusedWhole
    {
        get => _isRefusedWhole;
        set => _isRefusedWhole = value;
    }
}
