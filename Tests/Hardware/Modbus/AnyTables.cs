using System.Buffers.Binary;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>A device with something at each address of all four tables, but for those that are missing: it refuses a
/// read of any of these.</summary>
internal sealed class AnyTables(int seed, params IEnumerable<(ModbusTable Table, int At)> missing) : ILinkSession
{
    private readonly HashSet<(ModbusTable Table, int At)> _missing = [.. missing];

    public TimeSpan ResponseTime => TimeSpan.FromSeconds(1);

    /// <summary>The reads it was asked for.</summary>
    public List<(ModbusTable Table, int First, int Count)> Asked { get; } = [];

    public bool IsMissing(ModbusTable table, int first, int count) =>
        Enumerable.Range(first, count).Any(at => _missing.Contains((table, at)));

    /// <summary>What a point is, worked out from the tables alone.</summary>
    public (PointValue? Value, StatusCode Status) Of(PointSpec point)
    {
        var form = ValueForm.Of(point);
        if (IsMissing(point.At.Table, point.At.Offset, form.Size)) return (null, StatusCode.BadNotReadable);
        var registers = new byte[2 * form.Size];
        for (var i = 0; i < form.Size; i++)
            BinaryPrimitives.WriteUInt16BigEndian(
                registers.AsSpan(2 * i), Content(point.At.Table, point.At.Offset + i));
        var value = point.At.IsRegister
            ? ModbusValueCodec.Decode(form, registers)
            : PointValue.Of((Content(point.At.Table, point.At.Offset) & 1) != 0);
        return ModbusValueCodec.Judge(form, value, isMeasured: !point.IsWritable);
    }

    public Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation)
    {
        var pdu = request.Payload.Span;
        var table = pdu[0] switch
        {
            1 => ModbusTable.Coil,
            2 => ModbusTable.Discrete,
            3 => ModbusTable.Holding,
            4 => ModbusTable.Input,
            _ => throw new InvalidOperationException($"Function {pdu[0]} is no read."),
        };
        int first = BinaryPrimitives.ReadUInt16BigEndian(pdu[1..]);
        int count = BinaryPrimitives.ReadUInt16BigEndian(pdu[3..]);
        Asked.Add((table, first, count));
        if (IsMissing(table, first, count))
            return Task.FromResult<ReadOnlyMemory<byte>>(new[] { (byte)(pdu[0] | 0x80), (byte)2 });
        var isRegister = table is ModbusTable.Input or ModbusTable.Holding;
        var data = new byte[isRegister ? 2 * count : (count + 7) / 8];
        for (var i = 0; i < count; i++)
            if (isRegister)
                BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(2 * i), Content(table, first + i));
            else if ((Content(table, first + i) & 1) != 0)
                data[i / 8] |= (byte)(1 << (i % 8));
        return Task.FromResult<ReadOnlyMemory<byte>>((byte[])[pdu[0], (byte)data.Length, .. data]);
    }

    private ushort Content(ModbusTable table, int at)
    {
        var mixed = unchecked((uint)((((seed * 4) + (int)table) * 65_537) + at) * 2_654_435_761);
        return (ushort)(mixed >> 16);
    }
}
