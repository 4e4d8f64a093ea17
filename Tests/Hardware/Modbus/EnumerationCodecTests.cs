using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>Enumerations and bits of a register.</summary>
public sealed class EnumerationCodecTests
{
    private static readonly ValueNames Names = new([new ValueName(0, "off"), new ValueName(5, "heating")]);

    [Fact]
    public void A_number_with_a_name_is_that_name_and_back()
    {
        var form = Form("holding/0") with { Names = Names };
        Assert.Equal(PointValue.Of("heating"), ModbusValueCodec.Decode(form, [0, 5]));
        var registers = new byte[2];
        ModbusValueCodec.Encode(form, PointValue.Of("heating"), registers);
        Assert.Equal([0, 5], registers);
    }

    [Fact]
    public void A_number_without_a_name_is_out_of_range_and_shown()
    {
        var form = Form("holding/0") with { Names = Names };
        Assert.Equal(
            (PointValue.Of(7L), StatusCode.BadOutOfRange),
            ModbusValueCodec.Judge(form, ModbusValueCodec.Decode(form, [0, 7]), isMeasured: false));
    }

    [Theory]
    [InlineData("cooling", "off or heating is expected, not 'cooling'")]
    [InlineData(5L, "off or heating is expected, not 5")]
    [InlineData(true, "off or heating is expected, not true")]
    public void What_has_no_name_is_not_written(object value, string problem) => Assert.Equal(
        problem,
        ModbusValueCodec.Problem(Form("holding/0") with { Names = Names }, value switch
        {
            string text => PointValue.Of(text),
            long number => PointValue.Of(number),
            _ => PointValue.Of(true),
        }));

    [Fact]
    public void Bits_are_read_and_set_alone() => Gen.Select(
        Gen.Int[0, 15], Gen.Int[0, 15], Gen.UShort, Gen.UShort).Sample((a, b, before, wanted) =>
    {
        if (a == b) return;
        var form = Form($"holding/0.{Math.Min(a, b)}-{Math.Max(a, b)}");
        var bits = form.At.Bits!.Value;
        var value = PointValue.Of((long)(wanted & ((1 << bits.Count) - 1)));
        byte[] register = [(byte)(before >> 8), (byte)before];
        ModbusValueCodec.Encode(form, value, register);
        Assert.Equal(value, ModbusValueCodec.Decode(form, register));
        Assert.Equal(before & ~bits.Mask, ((register[0] << 8) | register[1]) & ~bits.Mask);
    });

    [Fact]
    public void A_number_that_the_bits_do_not_hold_is_told() => Assert.Equal(
        "16 does not fit into 4 bits, which holds 0 to 15 here",
        ModbusValueCodec.Problem(Form("holding/0.4-7"), PointValue.Of(16L)));

    [Fact]
    public void An_address_is_read_as_it_is_shown() => Gen.Select(
        Gen.Enum<ModbusTable>(), Gen.UShort, Gen.Int[0, 15], Gen.Int[0, 15]).Sample((table, offset, a, b) =>
    {
        BitSpan? bits = table is ModbusTable.Input or ModbusTable.Holding
            ? new BitSpan((byte)Math.Min(a, b), (byte)Math.Max(a, b))
            : null;
        var address = new ModbusAddress(table, offset, bits);
        Assert.Equal(address, ModbusAddress.Parse(address.ToString()));
    });

    private static ValueForm Form(string at) => ValueForm.Of(TestPlant.Point("point", at));
}
