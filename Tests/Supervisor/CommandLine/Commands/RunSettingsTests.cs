using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.CommandLine.Commands;

namespace Understudy.Tests.Supervisor.CommandLine.Commands;

public sealed class RunSettingsTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData("10m", 10)]
    [InlineData("24h", 1440)]
    public void A_node_is_told_how_long_requests_may_wait_in_the_queue(string? given, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), new RunSettings { TtlMax = given }.Options().TtlMax);

    [Theory]
    [InlineData("25h")]
    [InlineData("soon")]
    public void A_time_that_no_node_takes_is_bad_input(string given) => Assert.Contains(
        "--ttl-max",
        Assert.Throws<CommandFailedException>(() => new RunSettings { TtlMax = given }.Options()).Message,
        StringComparison.Ordinal);
}
