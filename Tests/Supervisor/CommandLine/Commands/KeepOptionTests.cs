using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.CommandLine.Commands;

namespace Understudy.Tests.Supervisor.CommandLine.Commands;

public sealed class KeepOptionTests
{
    [Theory]
    [InlineData("90d", 90 * 24)]
    [InlineData("12h", 12)]
    [InlineData("60m", 1)]
    public void A_time_is_days_or_a_duration(string text, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), KeepOption.Time(text, "--keep-for"));

    [Theory]
    [InlineData("10GiB", 10L << 30)]
    [InlineData("16MiB", 16L << 20)]
    public void A_size_has_a_binary_unit(string text, long bytes) =>
        Assert.Equal(bytes, KeepOption.Bytes(text, "--keep-bytes"));

    [Theory]
    [InlineData("59m")]
    [InlineData("0d")]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("90")]
    [InlineData("99999d")]
    public void Other_times_are_refused_by_name(string text) =>
        AssertRefused(() => KeepOption.Time(text, "--keep-for"), $"--keep-for '{text}'");

    [Theory]
    [InlineData("10")]
    [InlineData("10GB")]
    [InlineData("15MiB")]
    [InlineData("GiB")]
    [InlineData("9999999999TiB")]
    public void Other_sizes_are_refused_by_name(string text) =>
        AssertRefused(() => KeepOption.Bytes(text, "--keep-bytes"), $"--keep-bytes '{text}'");

    [Fact]
    public void Without_them_everything_stays()
    {
        var options = new RunSettings().Options();

        Assert.False(options.Retention().IsOn);
        Assert.Equal(Path.GetFullPath("understudy-data/archive"), options.Retention().ArchiveFolder);
    }

    private static void AssertRefused(Action parse, string named)
    {
        var error = Assert.Throws<CommandFailedException>(parse);
        Assert.Equal(CommandExit.BadInput, error.ExitCode);
        Assert.StartsWith(named, error.Message);
    }
}
