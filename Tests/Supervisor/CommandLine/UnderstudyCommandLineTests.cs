using Understudy.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class UnderstudyCommandLineTests
{
    [Theory]
    [InlineData("frob")]
    [InlineData("devices", "--bogus")]
    [InlineData("read")]
    [InlineData("read", "no-slash", "temp")]
    [InlineData("read", "hall1/oven", "temp", "--max-age", "soon")]
    [InlineData("watch", "no-slash")]
    [InlineData("watch", "hall1/oven/temp/more")]
    [InlineData("watch", "--count", "0")]
    [InlineData("watch", "--for", "soon")]
    [InlineData("watch", "--period", "soon")]
    [InlineData("invoke", "hall1/oven", "start", "no-equals")]
    [InlineData("fault", "hall1/oven", "explode")]
    [InlineData("fault", "hall1/oven", "1")]
    [InlineData("journal", "hall1/oven", "--limit", "0")]
    [InlineData("journal", "hall1/oven", "--from", "yesterday-ish")]
    [InlineData("devices", "--node-url", "not an address")]
    [InlineData("apply", "/nowhere/plant.yaml")]
    [InlineData("simulate", "/nowhere/plant.yaml")]
    public async Task Bad_input_ends_with_2_and_at_most_two_lines(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(TimeProvider.System, default, arguments);
        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Empty(run.Out);
        Assert.StartsWith("understudy: ", run.Error);
        Assert.InRange(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 1, 2);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_ends_with_3_and_how_to_mend_it()
    {
        var run = await CommandRun.OfAsync(
            TimeProvider.System, default, "devices", "--node-url", "http://127.0.0.1:9");
        Assert.Equal(CommandExit.Unreachable, run.Exit);
        Assert.Contains("http://127.0.0.1:9", run.Error);
        Assert.Contains("understudy run", run.Error);
    }

    [Fact]
    public async Task What_is_no_node_is_said_to_be_none()
    {
        await using var node = await StubNode.StartAsync(200, "<html>Welcome</html>");
        var run = await CommandRun.OfAsync(node, "devices");
        Assert.Equal(CommandExit.Failed, run.Exit);
        Assert.Contains("not an Understudy node", run.Error);
    }

    [Fact]
    public async Task Help_tells_the_exit_codes()
    {
        var run = await CommandRun.OfAsync(TimeProvider.System, default, "--help");
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Contains(CommandExit.Help, run.Out);
    }
}
