using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class AgeTextTests
{
    [Theory]
    [InlineData(0.42, "0.4 s")]
    [InlineData(-1, "0.0 s")]
    [InlineData(9.96, "9 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(7260, "2 h 1 min")]
    [InlineData(180000, "2 d 2 h")]
    public void Ages_read_as_people_say_them(double seconds, string text) =>
        Assert.Equal(text, AgeText.Of(TimeSpan.FromSeconds(seconds)));
}
