using CsCheck;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Plant;

public sealed class ModiconAddressTests
{
    [Theory]
    [InlineData("00001", "coil/0")]
    [InlineData("10010", "discrete/9")]
    [InlineData("30001", "input/0")]
    [InlineData("40001", "holding/0")]
    [InlineData("49999", "holding/9998")]
    [InlineData("400001", "holding/0")]
    [InlineData("465536", "holding/65535")]
    [InlineData("40010.3", "holding/9.3")]
    [InlineData("40010.10", "holding/9.10")]
    [InlineData("000001", "coil/0")]
    public void A_reference_number_is_a_zero_based_address(string text, string expected)
    {
        Assert.True(ModiconAddress.TryParse(text, out var address));
        Assert.Equal(ModbusAddress.Parse(expected), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("40000")]
    [InlineData("400000")]
    [InlineData("465537")]
    [InlineData("4001")]
    [InlineData("4000001")]
    [InlineData("20001")]
    [InlineData("50001")]
    [InlineData("00001.0")]
    [InlineData("10001.0")]
    [InlineData("40001.16")]
    [InlineData("40001.")]
    [InlineData("40001.-1")]
    [InlineData("+0001")]
    [InlineData("holding/0")]
    public void Other_text_is_none(string text) => Assert.False(ModiconAddress.TryParse(text, out _));

    [Fact]
    public void Every_address_has_a_number_of_six_digits() =>
        Gen.Select(Gen.Enum<ModbusTable>(), Gen.Int[0, 65535]).Sample((table, offset) =>
        {
            var digit = table switch
            {
                ModbusTable.Coil => 0,
                ModbusTable.Discrete => 1,
                ModbusTable.Input => 3,
                _ => 4,
            };
            Assert.True(ModiconAddress.TryParse($"{digit}{offset + 1:D5}", out var address));
            Assert.Equal(new ModbusAddress(table, (ushort)offset), address);
        });
}
