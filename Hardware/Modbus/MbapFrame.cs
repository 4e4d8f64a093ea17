using System.Buffers.Binary;

namespace Understudy.Hardware.Modbus;

/// <summary>One frame on TCP: the MBAP header and a PDU (Modbus Messaging on TCP/IP V1.0b, 3.1.3).</summary>
/// <param name="Pdu">From a reader, it is valid until the reader is given more bytes.</param>
public readonly record struct MbapFrame(ushort TransactionId, byte Unit, ReadOnlyMemory<byte> Pdu)
{
    public const int HeaderBytes = 7;
    public const int FrameBytesMax = HeaderBytes + ModbusLimits.PduBytesMax;

    /// <summary>Smallest value of the length field: the unit and a function code.</summary>
    public const int LengthMin = 2;

    /// <summary>Largest value of the length field: the unit and the longest PDU.</summary>
    public const int LengthMax = 1 + ModbusLimits.PduBytesMax;

    /// <summary>Writes the whole frame and returns how many bytes that are.</summary>
    /// <exception cref="ArgumentException">The PDU is empty or too long.</exception>
    public static int Write(Span<byte> destination, ushort transactionId, byte unit, ReadOnlySpan<byte> pdu)
    {
        if (pdu.Length is 0 or > ModbusLimits.PduBytesMax)
            throw new ArgumentException($"A PDU has 1 to {ModbusLimits.PduBytesMax} bytes, not {pdu.Length}.", nameof(pdu));
        BinaryPrimitives.WriteUInt16BigEndian(destination, transactionId);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], (ushort)(pdu.Length + 1));
        destination[6] = unit;
        pdu.CopyTo(destination[HeaderBytes..]);
        return HeaderBytes + pdu.Length;
    }
}
