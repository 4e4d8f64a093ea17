using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>Points of one table that are read with one request.</summary>
/// <param name="members">Which of the points asked, by their place among them.</param>
/// <param name="parts">Smaller blocks of the same points, for a device that refuses this one; none for one point.
/// </param>
internal sealed class ReadBlock(ModbusTable table, ushort offset, int count, int[] members, ReadBlock[] parts)
{
    private volatile bool _isRefused;

    public ushort Offset { get; } = offset;

    public byte[] Pdu { get; } = new ModbusRequest.Read(table, offset, (ushort)count).ToPdu();

    public int[] Members { get; } = members;

    public ReadBlock[] Parts { get; } = parts;

    /// <summary>The device refused an address in the block, so it is read by its parts from then on.</summary>
    public bool IsRefused
    {
        get => _isRefused;
        set => _isRefused = value;
    }
}
