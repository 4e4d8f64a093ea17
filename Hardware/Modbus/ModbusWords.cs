using System.Globalization;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>Modbus PDUs in words.</summary>
public sealed class ModbusWords : IWireWords
{
    public static readonly ModbusWords Instance = new();

    private ModbusWords()
    {
    }

    public WireRequest OfRequest(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) return new WireRequest("an empty PDU", 0, null, null);
        var function = (int)payload[0];
        if (!ModbusRequestParser.TryParse(payload, out var request, out var refusal))
            return new WireRequest(Text($"function {function}: {refusal.Describe()}"), function, null, null);
        return request switch
        {
            ModbusRequest.Read read => Of(
                $"read {Name(read.Table)} {Range(read.Offset, read.Count)}", read.Offset, read.Count),
            ModbusRequest.WriteCoil write => Of(
                $"write coil {write.Offset} = {(write.Value ? "on" : "off")}", write.Offset, 1),
            ModbusRequest.WriteRegister write => Of($"write holding {write.Offset} = {write.Value}", write.Offset, 1),
            ModbusRequest.WriteCoils write => Of(
                $"write coil {Range(write.Offset, write.Count)}", write.Offset, write.Count),
            ModbusRequest.WriteRegisters write => Of(
                $"write holding {Range(write.Offset, write.Registers.Length / 2)}", write.Offset,
                write.Registers.Length / 2),
            ModbusRequest.MaskWrite mask => Of(
                $"mask holding {mask.Offset} and {mask.And:X4} or {mask.Or:X4}", mask.Offset, 1),
            ModbusRequest.ReadWrite both => Of(
                $"write holding {Written(both)}, then read {Range(both.ReadOffset, both.ReadCount)}",
                both.ReadOffset, both.ReadCount),
            _ => new WireRequest(Text($"function {function}"), function, null, null),
        };

        WireRequest Of(FormattableString words, int address, int count) => new(Text(words), function, address, count);
    }

    public string OfAnswer(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) return "an empty PDU";
        if (ModbusResponse.IsException(payload, out var code)) return code.Describe();
        var function = (ModbusFunction)payload[0];
        if (!Enum.IsDefined(function)) return Text($"answer of function {payload[0]}");
        if (ModbusResponse.LengthOf(payload) is not { } length || length != payload.Length)
            return Text($"answer of function {payload[0]} with {payload.Length} bytes, which it can't have");
        if (!ModbusResponse.IsRead(payload[0])) return "done";
        return function is ModbusFunction.ReadCoils or ModbusFunction.ReadDiscreteInputs
            ? Text($"{Count(payload[1], "byte")} of bits")
            : Count(payload[1] / 2, "register");
    }

    private static string Name(ModbusTable table) => table switch
    {
        ModbusTable.Coil => "coil",
        ModbusTable.Discrete => "discrete",
        ModbusTable.Input => "input",
        _ => "holding",
    };

    private static string Written(ModbusRequest.ReadWrite both) =>
        Range(both.WriteOffset, both.Registers.Length / 2);

    private static string Range(int first, int count) =>
        count == 1 ? Text($"{first}") : Text($"{first}..{first + count - 1}");

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : Text($"{count} {what}s");

    private static string Text(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
