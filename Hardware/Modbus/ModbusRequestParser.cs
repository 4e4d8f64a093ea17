using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>Reads a request as a server does, with the checks of the flow charts of Modbus Application Protocol
/// V1.1b3, 6: function, then quantity, then address.</summary>
public static class ModbusRequestParser
{
    /// <summary>The request, or with which exception to refuse it. The request keeps nothing of the given bytes.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<byte> pdu, [NotNullWhen(true)] out ModbusRequest? request, out ModbusExceptionCode refusal)
    {
        refusal = default;
        request = null;
        if (pdu.IsEmpty || !Enum.IsDefined((ModbusFunction)pdu[0]))
        {
            refusal = ModbusExceptionCode.IllegalFunction;
            return false;
        }

        request = Parsed((ModbusFunction)pdu[0], pdu);
        if (request is null) refusal = ModbusExceptionCode.IllegalDataValue;
        else if (!IsInTable(request)) (request, refusal) = (null, ModbusExceptionCode.IllegalDataAddress);
        return request is not null;
    }

    private static ModbusRequest? Parsed(ModbusFunction function, ReadOnlySpan<byte> pdu) => function switch
    {
        ModbusFunction.ReadCoils => Read(ModbusTable.Coil, pdu, ModbusLimits.ReadBitsMax),
        ModbusFunction.ReadDiscreteInputs => Read(ModbusTable.Discrete, pdu, ModbusLimits.ReadBitsMax),
        ModbusFunction.ReadHoldingRegisters => Read(ModbusTable.Holding, pdu, ModbusLimits.ReadRegistersMax),
        ModbusFunction.ReadInputRegisters => Read(ModbusTable.Input, pdu, ModbusLimits.ReadRegistersMax),
        ModbusFunction.WriteSingleCoil => pdu.Length == 5 && Word(pdu, 3) is 0 or ModbusRequest.WriteCoil.On
            ? new ModbusRequest.WriteCoil(Word(pdu, 1), Word(pdu, 3) != 0)
            : null,
        ModbusFunction.WriteSingleRegister => pdu.Length == 5
            ? new ModbusRequest.WriteRegister(Word(pdu, 1), Word(pdu, 3))
            : null,
        ModbusFunction.WriteMultipleCoils => WriteCoils(pdu),
        ModbusFunction.WriteMultipleRegisters => WriteRegisters(pdu),
        ModbusFunction.MaskWriteRegister => pdu.Length == 7
            ? new ModbusRequest.MaskWrite(Word(pdu, 1), Word(pdu, 3), Word(pdu, 5))
            : null,
        _ => ReadWrite(pdu),
    };

    private static ModbusRequest.Read? Read(ModbusTable table, ReadOnlySpan<byte> pdu, int countMax) =>
        pdu.Length == 5 && Word(pdu, 3) is var count && count >= 1 && count <= countMax
            ? new ModbusRequest.Read(table, Word(pdu, 1), count)
            : null;

    private static ModbusRequest.WriteCoils? WriteCoils(ReadOnlySpan<byte> pdu)
    {
        if (pdu.Length < 6) return null;
        var count = Word(pdu, 3);
        return count is >= 1 and <= ModbusLimits.WriteBitsMax && pdu[5] == (count + 7) / 8 && pdu.Length == 6 + pdu[5]
            ? new ModbusRequest.WriteCoils(Word(pdu, 1), count, pdu[6..].ToArray())
            : null;
    }

    private static ModbusRequest.WriteRegisters? WriteRegisters(ReadOnlySpan<byte> pdu)
    {
        if (pdu.Length < 6) return null;
        var count = Word(pdu, 3);
        return count is >= 1 and <= ModbusLimits.WriteRegistersMax && pdu[5] == 2 * count && pdu.Length == 6 + pdu[5]
            ? new ModbusRequest.WriteRegisters(Word(pdu, 1), pdu[6..].ToArray())
            : null;
    }

    private static ModbusRequest.ReadWrite? ReadWrite(ReadOnlySpan<byte> pdu)
    {
        if (pdu.Length < 10) return null;
        var (readCount, writeCount) = (Word(pdu, 3), Word(pdu, 7));
        return readCount is >= 1 and <= ModbusLimits.ReadRegistersMax
            && writeCount is >= 1 and <= ModbusLimits.ReadWriteRegistersMax
            && pdu[9] == 2 * writeCount && pdu.Length == 10 + pdu[9]
                ? new ModbusRequest.ReadWrite(Word(pdu, 1), readCount, Word(pdu, 5), pdu[10..].ToArray())
                : null;
    }

    private static bool IsInTable(ModbusRequest request) => request switch
    {
        ModbusRequest.Read read => read.Offset + read.Count <= ModbusLimits.TableSize,
        ModbusRequest.WriteCoils write => write.Offset + write.Count <= ModbusLimits.TableSize,
        ModbusRequest.WriteRegisters write =>
            write.Offset + (write.Registers.Length / 2) <= ModbusLimits.TableSize,
        ModbusRequest.ReadWrite both => both.ReadOffset + both.ReadCount <= ModbusLimits.TableSize
            && both.WriteOffset + (both.Registers.Length / 2) <= ModbusLimits.TableSize,
        _ => true,
    };

    private static ushort Word(ReadOnlySpan<byte> pdu, int at) => BinaryPrimitives.ReadUInt16BigEndian(pdu[at..]);
}
