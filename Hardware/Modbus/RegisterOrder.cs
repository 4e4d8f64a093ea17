using System.Buffers.Binary;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// 32-bit and 64-bit values in two and four registers. The Modbus Application Protocol V1.1b3 knows 16-bit registers
/// only (4.2, most significant byte first), so devices differ in the order of the bytes.
/// </summary>
public static class RegisterOrder
{
    public static uint Read(ReadOnlySpan<byte> registers, WordOrder order) =>
        Ordered(BinaryPrimitives.ReadUInt32BigEndian(registers), order);

    public static void Write(Span<byte> registers, uint value, WordOrder order) =>
        BinaryPrimitives.WriteUInt32BigEndian(registers, Ordered(value, order));

    public static ulong Read64(ReadOnlySpan<byte> registers, WordOrder order) =>
        Ordered(BinaryPrimitives.ReadUInt64BigEndian(registers), order);

    public static void Write64(Span<byte> registers, ulong value, WordOrder order) =>
        BinaryPrimitives.WriteUInt64BigEndian(registers, Ordered(value, order));

    // Each order is its own inverse.
    private static uint Ordered(uint value, WordOrder order) => order switch
    {
        WordOrder.CDAB => (value << 16) | (value >> 16),
        WordOrder.BADC => ((value & 0x00FF00FF) << 8) | ((value >> 8) & 0x00FF00FF),
        WordOrder.DCBA => BinaryPrimitives.ReverseEndianness(value),
        _ => value,
    };

    private static ulong Ordered(ulong value, WordOrder order) => order switch
    {
        WordOrder.CDAB => ((ulong)Ordered((uint)value, order) << 32) | Ordered((uint)(value >> 32), order),
        WordOrder.BADC => ((ulong)Ordered((uint)(value >> 32), order) << 32) | Ordered((uint)value, order),
        WordOrder.DCBA => BinaryPrimitives.ReverseEndianness(value),
        _ => value,
    };
}
