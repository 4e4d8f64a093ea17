using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class ModbusWordsTests
{
    public static TheoryData<ModbusRequest, string, int, int> Requests => new()
    {
        { new ModbusRequest.Read(ModbusTable.Holding, 0, 10), "read holding 0..9", 0, 10 },
        { new ModbusRequest.Read(ModbusTable.Input, 7, 1), "read input 7", 7, 1 },
        { new ModbusRequest.Read(ModbusTable.Coil, 65535, 1), "read coil 65535", 65535, 1 },
        { new ModbusRequest.WriteCoil(3, true), "write coil 3 = on", 3, 1 },
        { new ModbusRequest.WriteRegister(2, 815), "write holding 2 = 815", 2, 1 },
        { new ModbusRequest.WriteCoils(4, 9, new byte[2]), "write coil 4..12", 4, 9 },
        { new ModbusRequest.WriteRegisters(4, new byte[4]), "write holding 4..5", 4, 2 },
        { new ModbusRequest.MaskWrite(9, 0xFFF7, 8), "mask holding 9 and FFF7 or 0008", 9, 1 },
        { new ModbusRequest.ReadWrite(1, 2, 8, new byte[2]), "write holding 8, then read 1..2", 1, 2 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_is_read(ModbusRequest request, string words, int address, int count)
    {
        var read = ModbusWords.Instance.OfRequest(request.ToPdu());

        Assert.Equal((words, (int)request.Function), (read.Words, read.Function));
        Assert.Equal((address, count), (read.Address, read.Count));
    }

    [Theory]
    [InlineData("0304 00010002", "2 registers")]
    [InlineData("0402 0001", "1 register")]
    [InlineData("0101 05", "1 byte of bits")]
    [InlineData("06 0002 032F", "done")]
    [InlineData("8302", "exception 02: illegal data address")]
    [InlineData("0304 0001", "answer of function 3 with 4 bytes, which it can't have")]
    [InlineData("63 00", "answer of function 99")]
    [InlineData("", "an empty PDU")]
    public void An_answer_is_read(string hex, string words) =>
        Assert.Equal(words, ModbusWords.Instance.OfAnswer(Convert.FromHexString(hex.Replace(" ", ""))));

    [Fact]
    public void Any_bytes_are_read_without_an_error() => Gen.Byte.Array[0, 260].Sample(bytes =>
    {
        Assert.NotEqual("", ModbusWords.Instance.OfRequest(bytes).Words);
        Assert.NotEqual("", ModbusWords.Instance.OfAnswer(bytes));
    });
}
