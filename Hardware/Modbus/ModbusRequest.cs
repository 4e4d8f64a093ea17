using System.Buffers.Binary;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// One request (Modbus Application Protocol V1.1b3, 6). Bits are packed as on the wire, the first one the lowest bit
/// of the first byte; registers are their bytes as on the wire, most significant first.
/// </summary>
public abstract record ModbusRequest
{
    private ModbusRequest()
    {
    }

    public abstract ModbusFunction Function { get; }

    public abstract byte[] ToPdu();

    /// <summary>Functions 1 to 4: reading coils, discrete inputs, holding and input registers (6.1 to 6.4).</summary>
    public sealed record Read(ModbusTable Table, ushort Offset, ushort Count) : ModbusRequest
    {
        public override ModbusFunction Function => Table switch
        {
            ModbusTable.Coil => ModbusFunction.ReadCoils,
            ModbusTable.Discrete => ModbusFunction.ReadDiscreteInputs,
            ModbusTable.Holding => ModbusFunction.ReadHoldingRegisters,
            _ => ModbusFunction.ReadInputRegisters,
        };

        public override byte[] ToPdu() => Words(Function, Offset, Count);
    }

    /// <summary>Function 5 (6.5).</summary>
    public sealed record WriteCoil(ushort Offset, bool Value) : ModbusRequest
    {
        public const ushort On = 0xFF00;

        public override ModbusFunction Function => ModbusFunction.WriteSingleCoil;

        public override byte[] ToPdu() => Words(Function, Offset, Value ? On : (ushort)0);
    }

    /// <summary>Function 6 (6.6).</summary>
    public sealed record WriteRegister(ushort Offset, ushort Value) : ModbusRequest
    {
        public override ModbusFunction Function => ModbusFunction.WriteSingleRegister;

        public override byte[] ToPdu() => Words(Function, Offset, Value);
    }

    /// <summary>Function 15 (6.11).</summary>
    public sealed record WriteCoils(ushort Offset, ushort Count, ReadOnlyMemory<byte> Bits) : ModbusRequest
    {
        public override ModbusFunction Function => ModbusFunction.WriteMultipleCoils;

        public override byte[] ToPdu() => [.. Words(Function, Offset, Count), (byte)Bits.Length, .. Bits.Span];
    }

    /// <summary>Function 16 (6.12).</summary>
    public sealed record WriteRegisters(ushort Offset, ReadOnlyMemory<byte> Registers) : ModbusRequest
    {
        public override ModbusFunction Function => ModbusFunction.WriteMultipleRegisters;

        public override byte[] ToPdu() =>
            [.. Words(Function, Offset, (ushort)(Registers.Length / 2)), (byte)Registers.Length, .. Registers.Span];
    }

    /// <summary>Function 22: the register becomes (register and And) or (Or and not And) (6.16).</summary>
    public sealed record MaskWrite(ushort Offset, ushort And, ushort Or) : ModbusRequest
    {
        public override ModbusFunction Function => ModbusFunction.MaskWriteRegister;

        public override byte[] ToPdu() => Words(Function, Offset, And, Or);

        public ushort AppliedTo(ushort register) => (ushort)((register & And) | (Or & ~And));
    }

    /// <summary>Function 23: writes first, then reads (6.17).</summary>
    public sealed record ReadWrite(
        ushort ReadOffset, ushort ReadCount, ushort WriteOffset, ReadOnlyMemory<byte> Registers) : ModbusRequest
    {
        public override ModbusFunction Function => ModbusFunction.ReadWriteMultipleRegisters;

        public override byte[] ToPdu() =>
        [
            .. Words(Function, ReadOffset, ReadCount, WriteOffset, (ushort)(Registers.Length / 2)),
            (byte)Registers.Length, .. Registers.Span,
        ];
    }

    private static byte[] Words(ModbusFunction function, params ReadOnlySpan<ushort> words)
    {
        var pdu = new byte[1 + (2 * words.Length)];
        pdu[0] = (byte)function;
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(pdu.AsSpan(1 + (2 * i)), words[i]);
        return pdu;
    }
}
