using Understudy.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class ReadCommandTests
{
    private static readonly string Good = JsonText.OneLine("""
        {"point":"temp","value":812.4,"unit":"Cel","quality":"Good","status":"Good",
        "age":0.412,"sourceTime":null,"servedBy":"Driver","requestId":"r1"}
        """);

    private static readonly string Uncertain = JsonText.OneLine("""
        {"point":"temp","value":12,"unit":"1","quality":"Uncertain","status":"LastUsableValue",
        "age":75,"sourceTime":null,"servedBy":"ShadowRespond","requestId":"r1"}
        """);

    private static readonly string Bad = JsonText.OneLine("""
        {"point":"temp","value":null,"unit":"Cel","quality":"Bad","status":"NoCommunication",
        "age":null,"sourceTime":null,"servedBy":"ShadowRespond","requestId":"r1"}
        """);

    [Fact]
    public async Task A_value_is_shown_with_unit_quality_age_and_server()
    {
        await using var node = await StubNode.StartAsync(200, Good);
        var run = await CommandRun.OfAsync(node, "read", "hall1/oven", "temp");
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Matches(@"temp\s+812\.4 °C\s+Good\s+0\.4 s\s+the driver", run.Out);
        Assert.DoesNotContain("\u001b", run.Out);
    }

    [Fact]
    public async Task A_value_that_something_was_added_to_says_so()
    {
        var overlaid = Good.Replace(
            "\"requestId\"", "\"overlay\":{\"offset\":800,\"raw\":12.400024},\"requestId\"", StringComparison.Ordinal);
        await using var node = await StubNode.StartAsync(200, overlaid);
        var run = await CommandRun.OfAsync(node, "read", "hall1/oven", "temp");
        Assert.Matches(@"the driver; 800 added", run.Out);
    }

    [Fact]
    public async Task An_uncertain_value_is_one_and_says_so()
    {
        await using var node = await StubNode.StartAsync(200, Uncertain);
        var run = await CommandRun.OfAsync(node, "read", "hall1/oven", "temp");
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Matches(@"temp\s+12\s+Uncertain LastUsableValue\s+1 min 15 s\s+the shadow, from the journal", run.Out);
    }

    [Fact]
    public async Task A_bad_reading_fails()
    {
        await using var node = await StubNode.StartAsync(200, Bad);
        var run = await CommandRun.OfAsync(node, "read", "hall1/oven", "temp");
        Assert.Equal(CommandExit.Failed, run.Exit);
        Assert.Matches(@"temp\s+no value\s+Bad NoCommunication", run.Out);
    }

    [Fact]
    public async Task Json_is_the_answer_as_it_came_one_line_a_point()
    {
        await using var node = await StubNode.StartAsync(200, Good, (200, Good));
        var run = await CommandRun.OfAsync(node, "read", "hall1/oven", "temp", "temp", "--json");
        Assert.Equal([Good, Good], run.Lines);
    }

    [Fact]
    public async Task Options_go_into_the_query()
    {
        await using var node = await StubNode.StartAsync(200, Good);
        await CommandRun.OfAsync(
            node, "read", "hall1/oven", "temp", "--max-age", "500ms", "--timeout", "2s", "--require-good");
        var asked = Assert.Single(node.Requests);
        Assert.Equal("/api/v1/devices/hall1/oven/points/temp?maxAge=500ms&timeout=2s&require=good", asked.Path);
    }

    [Fact]
    public async Task An_unknown_point_is_bad_input()
    {
        await using var node = await StubNode.StartAsync(404, """
            {"type":"urn:understudy:problem:unknown-point","title":"Unknown point","status":404,
            "detail":"hall1/oven has no point 'tmp'."}
            """);
        var run = await CommandRun.OfAsync(node, "read", "hall1/oven", "tmp");
        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Contains("hall1/oven has no point 'tmp'.", run.Error);
    }
}
