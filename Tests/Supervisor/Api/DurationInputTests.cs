using Understudy.Supervisor.Api.Input;

namespace Understudy.Tests.Supervisor.Api;

public sealed class DurationInputTests
{
    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("1e3")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public void What_is_no_number_of_seconds_is_refused(string text) =>
        Assert.False(DurationInput.TryParse(text, out _));

    [Fact]
    public void Seconds_may_have_a_fraction()
    {
        Assert.True(DurationInput.TryParse("0.25", out var duration));
        Assert.Equal(TimeSpan.FromMilliseconds(250), duration);
    }
}
