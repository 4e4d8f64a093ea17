using System.Buffers.Binary;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// 32-bit values in two registers. The Modbus Application Protocol V1.1b3 knows 16-bit registers only (4.2, most
/// significant byte first), so devices differ in the order of the four bytes.
/// </summary>
public static class RegisterOrder
{
    public static uint Read(ReadOnlySpan<byte> registers, WordOrder order) =>
        Ordered(BinaryPrimitives.ReadUInt32BigEndian(registers), order);

    public static void Write(Span<byte> registers, uint value, WordOrder order) =>
        BinaryPrimitives.WriteUInt32BigEndian(registers, Ordered(value, order));

    // Each order is its own inverse.
    private static uint Ordered(uint value, WordOrder order) => order switch
    {
        WordOrder.CDAB => (value << 16) | (value >> 16),
        WordOrder.BADC => ((value & 0x00FF00FF) << 8) | ((value >> 8) & 0x00FF00FF),
        WordOrder.DCBA => BinaryPrimitives.ReverseEndianness(value),
        _ => value,
    };
}
