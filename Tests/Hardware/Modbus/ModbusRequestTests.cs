using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class ModbusRequestTests
{
    private static readonly Gen<ModbusRequest> AnyRequest = Gen.OneOf<ModbusRequest>(
        Gen.Select(Gen.Enum<ModbusTable>(), Gen.UShort[0, 60000], Gen.UShort[1, 125]).Select(
            (table, offset, count) => (ModbusRequest)new ModbusRequest.Read(table, offset, count)),
        Gen.Select(Gen.UShort, Gen.Bool).Select(
            (offset, value) => (ModbusRequest)new ModbusRequest.WriteCoil(offset, value)),
        Gen.Select(Gen.UShort, Gen.UShort).Select(
            (offset, value) => (ModbusRequest)new ModbusRequest.WriteRegister(offset, value)),
        Gen.Select(Gen.UShort[0, 60000], Gen.Bool.Array[1, ModbusLimits.WriteBitsMax]).Select((offset, bits) =>
            (ModbusRequest)new ModbusRequest.WriteCoils(
                offset,
                (ushort)bits.Length,
                RegisterBytes.OfBits([.. bits.Select(bit => bit ? (ushort)1 : (ushort)0)]))),
        Gen.Select(Gen.UShort[0, 60000], Gen.UShort.Array[1, ModbusLimits.WriteRegistersMax]).Select((offset, values) =>
            (ModbusRequest)new ModbusRequest.WriteRegisters(offset, RegisterBytes.OfRegisters(values))),
        Gen.Select(Gen.UShort, Gen.UShort, Gen.UShort).Select(
            (offset, and, or) => (ModbusRequest)new ModbusRequest.MaskWrite(offset, and, or)),
        Gen.Select(
            Gen.UShort[0, 60000], Gen.UShort[1, 125], Gen.UShort[0, 60000],
            Gen.UShort.Array[1, ModbusLimits.ReadWriteRegistersMax]).Select((read, count, write, values) =>
            (ModbusRequest)new ModbusRequest.ReadWrite(read, count, write, RegisterBytes.OfRegisters(values))));

    [Fact]
    public void A_request_is_parsed_to_what_was_written() => AnyRequest.Sample(request =>
    {
        var pdu = request.ToPdu();
        Assert.True(pdu.Length <= ModbusLimits.PduBytesMax);
        Assert.True(ModbusRequestParser.TryParse(pdu, out var parsed, out _));
        Assert.Equal(request.GetType(), parsed.GetType());
        Assert.Equal(Convert.ToHexString(pdu), Convert.ToHexString(parsed.ToPdu()));
    });

    [Fact]
    public void The_answer_to_a_request_has_no_problem_and_to_another_function_it_has() => AnyRequest.Sample(request =>
    {
        var pdu = request.ToPdu();
        var response = request switch
        {
            ModbusRequest.Read { Table: ModbusTable.Coil or ModbusTable.Discrete } read =>
                ModbusResponse.OfData(request.Function, new byte[(read.Count + 7) / 8]),
            ModbusRequest.Read read => ModbusResponse.OfData(request.Function, new byte[2 * read.Count]),
            ModbusRequest.ReadWrite both => ModbusResponse.OfData(request.Function, new byte[2 * both.ReadCount]),
            _ => ModbusResponse.OfEcho(pdu),
        };
        Assert.Null(ModbusResponse.Problem(pdu, response));
        Assert.Equal(response.Length, ModbusResponse.LengthOf(response));
        var busy = ModbusResponse.OfException(pdu[0], ModbusExceptionCode.ServerDeviceBusy);
        Assert.Null(ModbusResponse.Problem(pdu, busy));
        Assert.NotNull(ModbusResponse.Problem(pdu, response.AsSpan(0, response.Length - 1)));
        response[0]++;
        Assert.NotNull(ModbusResponse.Problem(pdu, response));
    });

    [Fact]
    public void No_bytes_make_parser_or_check_throw() => Gen.Select(Noise, Noise).Sample((first, second) =>
    {
        var parsed = ModbusRequestParser.TryParse(first, out var request, out var refusal);
        Assert.Equal(parsed, request is not null);
        Assert.Equal(parsed, refusal == default);
        if (first.Length > 0) _ = ModbusResponse.Problem(first, second);
        _ = ModbusResponse.LengthOf(second);
        _ = ModbusResponse.IsException(second, out _);
    });

    [Fact]
    public void No_bytes_make_the_check_of_a_reply_throw_and_what_it_lets_pass_has_the_data_asked_for() =>
        Gen.Select(Gen.OneOf(AnyExchange.Valid.Select(valid => valid.Request), AnyExchange.NoisePdu),
            AnyExchange.NoisePdu, Gen.Bool).Sample((request, reply, isOfTheFunction) =>
        {
            if (isOfTheFunction && request.Length > 0 && reply.Length > 0) reply[0] = request[0];
            if (ModbusResponse.Problem(request, reply) is not null || ModbusResponse.IsException(reply, out _)) return;
            if (ModbusRequestParser.TryParse(request, out var parsed, out _) && parsed is ModbusRequest.Read read)
                Assert.Equal(
                    read.Table is ModbusTable.Coil or ModbusTable.Discrete ? (read.Count + 7) / 8 : 2 * read.Count,
                    ModbusResponse.Data(reply).Length);
        });

    [Fact]
    public void A_reply_that_is_a_function_and_nothing_else_is_a_problem() => Assert.Equal(
        "a response to function 3 without its byte count", ModbusResponse.Problem([3, 0, 0, 0, 1], [3]));

    [Fact]
    public void What_the_parser_takes_it_would_write_the_same() => AnyExchange.NoisePdu.Sample(pdu =>
    {
        if (ModbusRequestParser.TryParse(pdu, out var request, out _))
            Assert.Equal(Convert.ToHexString(pdu), Convert.ToHexString(request.ToPdu()));
    });

    [Theory]
    [InlineData("", ModbusExceptionCode.IllegalFunction)]
    [InlineData("2B0E0100", ModbusExceptionCode.IllegalFunction)]
    [InlineData("0300000000", ModbusExceptionCode.IllegalDataValue)]
    [InlineData("030000007E", ModbusExceptionCode.IllegalDataValue)]
    [InlineData("01000007D1", ModbusExceptionCode.IllegalDataValue)]
    [InlineData("03FFFF0002", ModbusExceptionCode.IllegalDataAddress)]
    [InlineData("0500010001", ModbusExceptionCode.IllegalDataValue)]
    [InlineData("03000000", ModbusExceptionCode.IllegalDataValue)]
    [InlineData("1000000001040000", ModbusExceptionCode.IllegalDataValue)]
    [InlineData("0F0000000A01FF", ModbusExceptionCode.IllegalDataValue)]
    public void What_the_protocol_does_not_allow_is_refused_with_its_code(string pdu, ModbusExceptionCode code)
    {
        Assert.False(ModbusRequestParser.TryParse(Convert.FromHexString(pdu), out _, out var refusal));
        Assert.Equal(code, refusal);
    }

    [Theory]
    [InlineData(ModbusExceptionCode.IllegalDataAddress, "exception 02: illegal data address")]
    [InlineData(ModbusExceptionCode.ServerDeviceBusy, "exception 06: server device busy")]
    [InlineData(
        ModbusExceptionCode.GatewayTargetFailedToRespond, "exception 0B: gateway target device failed to respond")]
    [InlineData((ModbusExceptionCode)0x7F, "exception 7F: a code of the device's own")]
    public void An_exception_has_its_meaning_in_words(ModbusExceptionCode code, string words) =>
        Assert.Equal(words, code.Describe());

    // Half of it begins with a function that is known.
    private static Gen<byte[]> Noise => Gen.OneOf(
        Gen.Byte.Array[0, 260],
        Gen.Select(Gen.Enum<ModbusFunction>(), Gen.Byte.Array[0, 259]).Select(
            (function, rest) => (byte[])[(byte)function, .. rest]));
}
