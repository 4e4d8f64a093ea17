using System.Collections.Immutable;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus.Probing;

/// <summary>What is known of a range of addresses. Each of them has a value or is in one gap.</summary>
/// <param name="Values">Registers, or bits as 0 and 1, by address.</param>
/// <param name="Gaps">In the order of their addresses.</param>
public sealed record ProbeFinding(
    AddressSpan Range, ImmutableSortedDictionary<int, ushort> Values, ImmutableArray<ProbeGap> Gaps)
{
    /// <summary>The registers from one on as a number; null where one of them has no value.</summary>
    public OrderView? View(PointType type, int first)
    {
        var at = new ModbusAddress(Range.Table, (ushort)first);
        var form = new ValueForm(at, type, WordOrder.ABCD, 1, 0, null, 0, null, []);
        return Bytes(first, form.Size) is { } registers ? OrderView.Of(form, registers) : null;
    }

    /// <summary>The bytes of some adjacent registers; null where one of them has no value.</summary>
    public byte[]? Bytes(int first, int count)
    {
        var bytes = new byte[2 * count];
        for (var i = 0; i < count; i++)
        {
            if (!Values.TryGetValue(first + i, out var register)) return null;
            (bytes[2 * i], bytes[(2 * i) + 1]) = ((byte)(register >> 8), (byte)register);
        }

        return bytes;
    }
}
