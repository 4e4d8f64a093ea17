using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class StringCodecTests
{
    [Theory]
    [InlineData(WordOrder.ABCD, 6, "PT100", "505431303000")]
    [InlineData(WordOrder.BADC, 6, "PT100", "545030310030")]
    [InlineData(WordOrder.ABCD, 5, "PT100", "505431303000")]
    [InlineData(WordOrder.ABCD, 4, "\u00b5\u00b0", "B5B00000")]
    [InlineData(WordOrder.ABCD, 4, "", "00000000")]
    public void A_string_is_filled_with_zero_bytes_and_read_back(
        WordOrder order, int length, string text, string registers)
    {
        var form = Form(length, order);
        var bytes = new byte[2 * form.Size];
        ModbusValueCodec.Encode(form, PointValue.Of(text), bytes);
        Assert.Equal(registers, Convert.ToHexString(bytes));
        Assert.Equal(PointValue.Of(text), ModbusValueCodec.Decode(form, bytes));
    }

    [Theory]
    [InlineData("50542020", "PT")]
    [InlineData("50005454", "P")]
    [InlineData("20505420", " PT")]
    [InlineData("50545431", "PTT1")]
    public void A_string_ends_at_a_zero_byte_or_before_blanks(string registers, string text) => Assert.Equal(
        PointValue.Of(text), ModbusValueCodec.Decode(Form(4), Convert.FromHexString(registers)));

    [Fact]
    public void Any_registers_are_a_string() => Gen.Select(
        Gen.Int[1, 246], Gen.Byte.Array[246]).Sample((length, bytes) =>
    {
        var form = Form(length);
        var text = ModbusValueCodec.Decode(form, bytes.AsSpan(0, 2 * form.Size)).AsText;
        Assert.InRange(text.Length, 0, length);
    });

    [Fact]
    public void What_may_be_written_is_read_back_equal() => Gen.Select(
        Gen.Int[1, 246], Gen.Enum<WordOrder>().Where(order => order is WordOrder.ABCD or WordOrder.BADC),
        Gen.String[Gen.Char[' ', '\u00ff'], 0, 250]).Sample((length, order, text) =>
    {
        var (form, value) = (Form(length, order), PointValue.Of(text));
        if (ModbusValueCodec.Problem(form, value) is not null) return;
        var bytes = new byte[2 * form.Size];
        ModbusValueCodec.Encode(form, value, bytes);
        Assert.Equal(value, ModbusValueCodec.Decode(form, bytes));
    });

    [Theory]
    [InlineData("PT1000", "the text has 6 characters, and there is room for 5")]
    [InlineData("a\nb", "the text has the character U+000A, and only printable ones of ISO 8859-1 can be written")]
    [InlineData("\u20ac", "the text has the character U+20AC, and only printable ones of ISO 8859-1 can be written")]
    [InlineData("a ", "the text ends with a blank, which could not be told from filling")]
    public void What_could_not_be_read_back_is_not_written(string text, string problem) =>
        Assert.Equal(problem, ModbusValueCodec.Problem(Form(5), PointValue.Of(text)));

    [Fact]
    public void A_text_with_control_characters_is_out_of_range()
    {
        var value = ModbusValueCodec.Decode(Form(4), [0x41, 0x1B, 0x42, 0]);
        Assert.Equal(
            (PointValue.Of("A\u001bB"), StatusCode.BadOutOfRange),
            ModbusValueCodec.Judge(Form(4), value, isMeasured: false));
    }

    [Fact]
    public void A_number_is_no_text() => Assert.Equal(
        "a text is expected, not 5", ModbusValueCodec.Problem(Form(5), PointValue.Of(5L)));

    private static ValueForm Form(int length, WordOrder order = WordOrder.ABCD) => ValueForm.Of(
        TestPlant.Point("point", "holding/0", PointType.String, order) with { Length = length });
}
