using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class ValueTextTests
{
    [Fact]
    public void A_text_stays_on_its_line_and_gives_a_terminal_no_orders() =>
        Assert.Equal("a\\x1B[2Jb\\x0Ac", ValueText.Of(PointValue.Of("a\u001b[2Jb\nc")));

    [Theory]
    [InlineData(12345678.9, "12345678.9")]
    [InlineData(77.5146, "77.5146")]
    [InlineData(80.0, "80")]
    public void A_real_has_all_its_digits(double real, string text) =>
        Assert.Equal(text, ValueText.Of(PointValue.Of(real)));

    [Fact]
    public void No_value_says_so() => Assert.Equal("no value", ValueText.Of(null));
}
