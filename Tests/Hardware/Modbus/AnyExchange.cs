using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>Requests with a reply that answers them, and bytes that look a little like such.</summary>
internal static class AnyExchange
{
    public static readonly Gen<(byte[] Request, byte[] Reply)> Valid = Gen.OneOf(
        Gen.Select(Gen.Enum<ModbusTable>(), Gen.UShort[0, 60000], Gen.UShort[1, 125], Gen.Byte).Select(Read),
        Gen.Select(Gen.UShort, Gen.UShort).Select((offset, value) =>
            Echoed(new ModbusRequest.WriteRegister(offset, value))),
        Gen.Select(Gen.UShort, Gen.Bool).Select((offset, value) => Echoed(new ModbusRequest.WriteCoil(offset, value))),
        Gen.Select(Gen.UShort[0, 60000], Gen.UShort.Array[1, ModbusLimits.WriteRegistersMax]).Select(
            (offset, values) => Echoed(new ModbusRequest.WriteRegisters(offset, RegisterBytes.OfRegisters(values)))),
        Gen.Select(Gen.UShort, Gen.UShort, Gen.UShort).Select((offset, and, or) =>
            Echoed(new ModbusRequest.MaskWrite(offset, and, or))),
        Gen.Select(Gen.UShort, Gen.Byte[1, 11]).Select((offset, code) => (
            new ModbusRequest.WriteRegister(offset, 1).ToPdu(),
            ModbusResponse.OfException((byte)ModbusFunction.WriteSingleRegister, (ModbusExceptionCode)code))));

    /// <summary>Any bytes, most of them short or with a function that is known.</summary>
    public static readonly Gen<byte[]> NoisePdu = Gen.OneOf(
        Gen.Byte.Array[0, 3],
        Gen.Byte.Array[0, 260],
        Gen.Select(Gen.Byte[1, 0x18], Gen.Bool, Gen.Byte.Array[0, 12]).Select(
            (function, isRefusal, rest) => (byte[])[(byte)(isRefusal ? function | 0x80 : function), .. rest]));

    private static (byte[] Request, byte[] Reply) Read(ModbusTable table, ushort offset, ushort count, byte fill)
    {
        var request = new ModbusRequest.Read(table, offset, count);
        var data = new byte[table is ModbusTable.Coil or ModbusTable.Discrete ? (count + 7) / 8 : 2 * count];
        data.AsSpan().Fill(fill);
        return (request.ToPdu(), ModbusResponse.OfData(request.Function, data));
    }

    private static (byte[] Request, byte[] Reply) Echoed(ModbusRequest request) =>
        (request.ToPdu(), ModbusResponse.OfEcho(request.ToPdu()));
}
