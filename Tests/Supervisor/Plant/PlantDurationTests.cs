using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantDurationTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("2s", 2_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("0ms", 0)]
    public void A_duration_is_read_and_written_the_same(string text, double ms)
    {
        Assert.True(PlantDuration.TryParse(text, out var duration));
        Assert.Equal(ms, duration.TotalMilliseconds);
        Assert.Equal(text, PlantDuration.Format(duration));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1.5s")]
    [InlineData("5 s")]
    [InlineData("5d")]
    [InlineData("999999999999h")]
    [InlineData("99999999999999999999ms")]
    public void Anything_else_is_no_duration(string text) => Assert.False(PlantDuration.TryParse(text, out _));
}
