using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class ModbusValueCodecTests
{
    private static readonly Gen<(PointType Type, WordOrder Order, byte[] Registers)> AnyNumber =
        Gen.Select(Gen.Enum<PointType>(), Gen.Enum<WordOrder>(), Gen.Byte.Array[8])
            .Where(number => number.Item1.IsNumber());

    private static readonly Gen<double> Scales = Any(0.1, 0.01, 0.001, 0.5, 10, -0.1, 1 / 3.0, 1e-9, 0.25);

    private static readonly Gen<double> Offsets = Any(0, -40, 273.15, 0.5);

    private static readonly Gen<double> WideScales = Any(1, 0.1, 1e-12, 1e12, -3);

    [Theory]
    [InlineData(WordOrder.ABCD, "429B077A")]
    [InlineData(WordOrder.CDAB, "077A429B")]
    [InlineData(WordOrder.BADC, "9B427A07")]
    [InlineData(WordOrder.DCBA, "7A079B42")]
    public void A_float_is_read_and_written_in_all_four_orders(WordOrder order, string registers)
    {
        var form = Form(PointType.Float32, order);
        var value = ModbusValueCodec.Decode(form, Convert.FromHexString(registers));
        Assert.Equal(77.5146, value.AsReal, 4);
        Assert.Equal(registers, Encoded(form, value));
    }

    [Theory]
    [InlineData(WordOrder.ABCD, "12345678")]
    [InlineData(WordOrder.CDAB, "56781234")]
    [InlineData(WordOrder.BADC, "34127856")]
    [InlineData(WordOrder.DCBA, "78563412")]
    public void An_integer_is_read_and_written_in_all_four_orders(WordOrder order, string registers)
    {
        var form = Form(PointType.Uint32, order);
        Assert.Equal(PointValue.Of(0x12345678L), ModbusValueCodec.Decode(form, Convert.FromHexString(registers)));
        Assert.Equal(registers, Encoded(form, PointValue.Of(0x12345678L)));
    }

    // 77.5146 as IEEE 754 double.
    [Theory]
    [InlineData(WordOrder.ABCD, "405360EF34D6A162")]
    [InlineData(WordOrder.CDAB, "A16234D660EF4053")]
    [InlineData(WordOrder.BADC, "5340EF60D63462A1")]
    [InlineData(WordOrder.DCBA, "62A1D634EF605340")]
    public void A_double_is_read_and_written_in_all_four_orders(WordOrder order, string registers)
    {
        var form = Form(PointType.Float64, order);
        Assert.Equal(PointValue.Of(77.5146), ModbusValueCodec.Decode(form, Convert.FromHexString(registers)));
        Assert.Equal(registers, Encoded(form, PointValue.Of(77.5146)));
    }

    [Fact]
    public void What_is_read_can_be_written_back_unchanged() => AnyNumber.Sample(number =>
    {
        var form = Form(number.Type, number.Order);
        var registers = number.Registers.AsSpan(0, 2 * form.Size);
        var value = ModbusValueCodec.Decode(form, registers);
        if (!ModbusValueCodec.Judge(form, value, isMeasured: true).Status.IsGood) return;
        Assert.Equal(Convert.ToHexString(registers), Encoded(form, value));
    });

    [Fact]
    public void What_is_read_scaled_can_be_written_back_unchanged() => Gen.Select(
        // 64 bits have more digits than a double.
        AnyNumber.Where(number => number.Type.IsInteger() && number.Type.NumberSize() < 4),
        Scales,
        Offsets).Sample((number, scale, offset) =>
    {
        var form = Form(number.Type, number.Order, scale, offset);
        var registers = number.Registers.AsSpan(0, 2 * form.Size);
        Assert.Equal(Convert.ToHexString(registers), Encoded(form, ModbusValueCodec.Decode(form, registers)));
    });

    [Fact]
    public void A_decimal_that_is_written_as_a_float_is_read_back_equal() =>
        Gen.Select(Gen.Int[-999_999, 999_999], Gen.Int[0, 6]).Sample((digits, places) =>
        {
            var value = PointValue.Of(digits / Math.Pow(10, places));
            var form = Form(PointType.Float32);
            Assert.Equal(value, ModbusValueCodec.Decode(form, Convert.FromHexString(Encoded(form, value))));
        });

    [Fact]
    public void A_scaled_integer_has_no_more_digits_than_its_scale()
    {
        var (tenths, hundredths) = (Form(PointType.Int16, scale: 0.1), Form(PointType.Int16, scale: 0.01));
        Assert.Equal("21.5", ModbusValueCodec.Decode(tenths, [0x00, 0xD7]).ToString());
        for (var raw = short.MinValue; raw < short.MaxValue; raw++)
        {
            byte[] registers = [(byte)(raw >> 8), (byte)raw];
            Assert.Equal((double)(raw * 0.1m), ModbusValueCodec.Decode(tenths, registers).AsReal);
            Assert.Equal((double)(raw * 0.01m), ModbusValueCodec.Decode(hundredths, registers).AsReal);
        }
    }

    [Theory]
    [InlineData("00FA", -15.0)]
    [InlineData("0190", 0.0)]
    [InlineData("FFFF", -40.1)]
    public void An_offset_is_added_after_the_scale_and_taken_away_before_it(string registers, double value)
    {
        var form = Form(PointType.Int16, scale: 0.1, offset: -40);
        Assert.Equal(PointValue.Of(value), ModbusValueCodec.Decode(form, Convert.FromHexString(registers)));
        Assert.Equal(registers, Encoded(form, PointValue.Of(value)));
    }

    [Fact]
    public void A_value_that_does_not_fit_is_told_with_the_offset_in_mind() => Assert.Equal(
        "10 does not fit into uint16, which holds 100 to 65635 here",
        ModbusValueCodec.Problem(Form(PointType.Uint16, offset: 100), PointValue.Of(10.0)));

    [Theory]
    [InlineData(21.54, "00D7")]
    [InlineData(21.55, "00D8")]
    [InlineData(-21.55, "FF28")]
    [InlineData(0.05, "0001")]
    [InlineData(3276.7, "7FFF")]
    public void A_scaled_value_is_written_as_the_nearest_raw_number(double value, string registers) =>
        Assert.Equal(registers, Encoded(Form(PointType.Int16, scale: 0.1), PointValue.Of(value)));

    [Fact]
    public void A_bit_of_a_register_is_read_and_set_alone()
    {
        var form = ValueForm.Of(TestPlant.Point("manual", "holding/9.3", PointType.Bool));
        Assert.True(ModbusValueCodec.Decode(form, [0x00, 0x08]).AsBoolean);
        Assert.False(ModbusValueCodec.Decode(form, [0xFF, 0xF7]).AsBoolean);
        byte[] registers = [0xAA, 0xA0];
        ModbusValueCodec.Encode(form, PointValue.Of(true), registers);
        Assert.Equal("AAA8", Convert.ToHexString(registers));
        ModbusValueCodec.Encode(form, PointValue.Of(false), registers);
        Assert.Equal("AAA0", Convert.ToHexString(registers));
    }

    public static TheoryData<PointType, double, PointValue, string?> Problems => new()
    {
        { PointType.Int16, 1, PointValue.Of(12L), null },
        { PointType.Int16, 1, PointValue.Of(12.0), null },
        { PointType.Int16, 1, PointValue.Of(12.5), "12.5 is not a whole number" },
        {
            PointType.Int16, 1, PointValue.Of(32768L),
            "32768 does not fit into int16, which holds -32768 to 32767 here"
        },
        {
            PointType.Uint16, 1, PointValue.Of(-1L),
            "-1 does not fit into uint16, which holds 0 to 65535 here"
        },
        {
            PointType.Uint32, 1, PointValue.Of(4294967296L),
            "4294967296 does not fit into uint32, which holds 0 to 4294967295 here"
        },
        {
            PointType.Int32, 1, PointValue.Of(-2147483649L),
            "-2147483649 does not fit into int32, which holds -2147483648 to 2147483647 here"
        },
        {
            PointType.Int16, 0.1, PointValue.Of(3276.8),
            "3276.8 does not fit into int16, which holds -3276.8 to 3276.7 here"
        },
        {
            PointType.Int16, -0.1, PointValue.Of(3276.9),
            "3276.9 does not fit into int16, which holds -3276.7 to 3276.8 here"
        },
        { PointType.Int16, 1, PointValue.Of(true), "a number is expected, not true" },
        { PointType.Int16, 1, PointValue.Of("x"), "a number is expected, not a text" },
        { PointType.Float32, 1, PointValue.Of(double.NaN), "NaN is not a finite number" },
        { PointType.Float32, 1, PointValue.Of(double.PositiveInfinity), "Infinity is not a finite number" },
        { PointType.Float32, 1, PointValue.Of(1e39), "1E+39 does not fit into float32" },
        { PointType.Float64, 1, PointValue.Of(1e39), null },
        { PointType.Float64, 0.1, PointValue.Of(1e308), "1E+308 does not fit into float64" },
        { PointType.Bool, 1, PointValue.Of(1L), "true or false is expected, not 1" },
        { PointType.Bool, 1, PointValue.Of("on"), "true or false is expected, not a text" },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void Why_a_value_cannot_be_written_is_told_in_words(
        PointType type, double scale, PointValue value, string? problem)
    {
        var point = TestPlant.Point("sp", "holding/2", type, scale: scale);
        Assert.Equal(problem, ModbusValueCodec.Problem(point, value));
        if (problem is not null)
            Assert.Throws<ArgumentOutOfRangeException>(
                () => ModbusValueCodec.Encode(ValueForm.Of(point), value, new byte[8]));
    }

    [Fact]
    public void A_value_outside_the_declared_range_is_told_so_even_where_only_rounding_takes_it_there()
    {
        var point = TestPlant.Point("sp", "holding/2", PointType.Int16, scale: 0.1, range: new ValueRange(0, 0.25));
        Assert.Null(ModbusValueCodec.Problem(point, PointValue.Of(0.2)));
        Assert.Equal("0.3 is outside the range 0 to 0.25", ModbusValueCodec.Problem(point, PointValue.Of(0.3)));
        Assert.Equal(
            "0.25 would be written as 0.3, which is outside the range 0 to 0.25",
            ModbusValueCodec.Problem(point, PointValue.Of(0.25)));
    }

    [Fact]
    public void No_value_makes_the_check_throw_and_what_it_lets_pass_can_be_written() => Gen.Select(
        Gen.Enum<PointType>().Where(type => type is not (PointType.String or PointType.Structure)),
        WideScales,
        Gen.OneOf(Gen.Double.Select(PointValue.Of), Gen.Long.Select(PointValue.Of), Gen.Bool.Select(PointValue.Of),
            Gen.Int[-40000, 70000].Select(value => PointValue.Of((long)value)))).Sample((type, scale, value) =>
    {
        var form = Form(type, scale: scale);
        if (ModbusValueCodec.Problem(form, value) is null) _ = Encoded(form, value);
    });

    [Fact]
    public void No_registers_of_a_number_make_the_codec_throw() => Gen.Select(
        Gen.Enum<PointType>().Where(type => type == PointType.Bool || type.IsNumber()),
        Gen.Enum<WordOrder>(), WideScales, Offsets, Gen.Byte.Array[8]).Sample((type, order, scale, offset, bytes) =>
        {
            var form = Form(type, order, scale, offset);
            var value = ModbusValueCodec.Decode(form, bytes.AsSpan(0, 2 * form.Size));
            _ = ModbusValueCodec.Problem(form, value);
        });

    private static Gen<double> Any(params double[] values) =>
        Gen.Int[0, values.Length - 1].Select(place => values[place]);

    private static ValueForm Form(
        PointType type, WordOrder order = WordOrder.ABCD, double scale = 1, double offset = 0) =>
        ValueForm.Of(TestPlant.Point("point", "holding/0", type, order, scale) with { Offset = offset });

    private static string Encoded(in ValueForm form, PointValue value)
    {
        var registers = new byte[2 * form.Size];
        ModbusValueCodec.Encode(form, value, registers);
        return Convert.ToHexString(registers);
    }
}
