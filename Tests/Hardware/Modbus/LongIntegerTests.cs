using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>64-bit integers, of which a double can't hold all.</summary>
public sealed class LongIntegerTests
{
    [Theory]
    [InlineData(WordOrder.ABCD, "123456789ABCDEF0")]
    [InlineData(WordOrder.CDAB, "DEF09ABC56781234")]
    [InlineData(WordOrder.BADC, "34127856BC9AF0DE")]
    [InlineData(WordOrder.DCBA, "F0DEBC9A78563412")]
    public void A_long_integer_is_read_and_written_in_all_four_orders(WordOrder order, string registers)
    {
        foreach (var type in (PointType[])[PointType.Int64, PointType.Uint64])
        {
            var form = Form(type, order);
            var value = ModbusValueCodec.Decode(form, Convert.FromHexString(registers));
            Assert.Equal(PointValue.Of(0x123456789ABCDEF0), value);
            Assert.Equal(registers, Encoded(form, value));
        }
    }

    [Fact]
    public void Every_integer_is_kept_to_the_last_digit() => Gen.Long.Sample(number =>
    {
        var form = Form(PointType.Int64);
        var registers = Convert.FromHexString(Encoded(form, PointValue.Of(number)));
        Assert.Equal(PointValue.Of(number), ModbusValueCodec.Decode(form, registers));
    });

    [Fact]
    public void An_unsigned_number_beyond_what_can_be_given_is_out_of_range_and_shown_about()
    {
        var form = Form(PointType.Uint64);
        var value = ModbusValueCodec.Decode(form, Convert.FromHexString("FFFFFFFFFFFFFFFF"));
        Assert.Equal(
            (PointValue.Of((double)ulong.MaxValue), StatusCode.BadOutOfRange),
            ModbusValueCodec.Judge(form, value, isMeasured: false));
    }

    [Theory]
    [InlineData(PointType.Uint64, -1L, "-1 does not fit into uint64, which holds 0 to 9223372036854775807 here")]
    [InlineData(PointType.Uint64, long.MaxValue, null)]
    [InlineData(PointType.Int64, long.MinValue, null)]
    [InlineData(PointType.Int64, 9.3e18, "9.3E+18 does not fit into int64, which holds -9223372036854775808 to "
        + "9223372036854775807 here")]
    [InlineData(PointType.Int64, 9223372036854775807.0, "9.223372036854776E+18 does not fit into int64")]
    public void The_ends_of_what_it_holds_are_exact(PointType type, object value, string? problem)
    {
        var given = value is long integer ? PointValue.Of(integer) : PointValue.Of((double)value);
        var found = ModbusValueCodec.Problem(Form(type), given);
        if (problem is null) Assert.Null(found);
        else Assert.StartsWith(problem, found);
    }

    [Fact]
    public void A_scaled_long_integer_is_exact_to_fifteen_digits() => Gen.Select(
        Gen.Long[-999_999_999_999_999, 999_999_999_999_999],
        Gen.Int[0, 5].Select(places => Math.Pow(10, -places)).Where(scale => scale < 1)).Sample((raw, scale) =>
    {
        var form = Form(PointType.Int64) with { Scale = scale };
        var registers = Convert.FromHexString(Encoded(Form(PointType.Int64), PointValue.Of(raw)));
        Assert.Equal(
            Convert.ToHexString(registers), Encoded(form, ModbusValueCodec.Decode(form, registers)));
    });

    private static ValueForm Form(PointType type, WordOrder order = WordOrder.ABCD) =>
        ValueForm.Of(TestPlant.Point("point", "holding/0", type, order));

    private static string Encoded(in ValueForm form, PointValue value)
    {
        var registers = new byte[2 * form.Size];
        ModbusValueCodec.Encode(form, value, registers);
        return Convert.ToHexString(registers);
    }
}
