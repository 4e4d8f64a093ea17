using System.Buffers.Binary;

namespace Understudy.Hardware.Modbus;

/// <summary>Registers and bits as they lie in a PDU (Modbus Application Protocol V1.1b3, 4.2 and 6.1), for servers.
/// A bit is a word that is 0 or not.</summary>
public static class RegisterBytes
{
    public static ushort[] Registers(ReadOnlySpan<byte> bytes)
    {
        var registers = new ushort[bytes.Length / 2];
        for (var i = 0; i < registers.Length; i++)
            registers[i] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
        return registers;
    }

    public static byte[] OfRegisters(ReadOnlySpan<ushort> registers)
    {
        var bytes = new byte[2 * registers.Length];
        for (var i = 0; i < registers.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), registers[i]);
        return bytes;
    }

    public static ushort[] Bits(ReadOnlySpan<byte> packed, int count)
    {
        var bits = new ushort[count];
        for (var i = 0; i < count; i++) bits[i] = (ushort)((packed[i / 8] >> (i % 8)) & 1);
        return bits;
    }

    public static byte[] OfBits(ReadOnlySpan<ushort> bits)
    {
        var packed = new byte[(bits.Length + 7) / 8];
        for (var i = 0; i < bits.Length; i++)
            if (bits[i] != 0)
                packed[i / 8] |= (byte)(1 << (i % 8));
        return packed;
    }
}
