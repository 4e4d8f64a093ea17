using Understudy.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class TraceCommandTests
{
    private const string Off = """{"device":"hall1/oven","until":null,"dropped":0,"frames":[],"last":2}""";
    private const string On = """
        {"device":"hall1/oven","until":"2026-03-01T08:01:00Z","dropped":0,"frames":[],"last":null}
        """;

    private static readonly string Sent = JsonText.OneLine("""
        {"number":1,"time":"2026-03-01T08:00:00.25Z","direction":"sent","unit":1,
        "hex":"00010000000601030000000A","words":"read holding 0..9"}
        """);

    private static readonly string Received = JsonText.OneLine("""
        {"number":2,"time":"2026-03-01T08:00:00.26Z","direction":"received","unit":1,
        "hex":"000100000003018302","words":"exception 02: illegal data address"}
        """);

    [Fact]
    public async Task Frames_are_shown_with_what_they_say_and_their_bytes_until_it_is_off()
    {
        await using var node = await StubNode.StartAsync(200, On, (200, Page(Sent, Received)), (200, Off));

        var run = await CommandRun.OfAsync(node, "trace", "hall1/oven", "--for", "5s");

        Assert.True(run.Exit == CommandExit.Ok, run.Error);
        Assert.EndsWith("-> unit 1: read holding 0..9", run.Lines[0]);
        Assert.Equal("    0000  00 01 00 00 00 06 01 03  00 00 00 0a              ............", run.Lines[1]);
        Assert.EndsWith("<- unit 1: exception 02: illegal data address", run.Lines[2]);
        Assert.Equal(
            ["PUT /api/v1/devices/hall1/oven/trace?for=5s", "GET /api/v1/devices/hall1/oven/trace?after=0",
                "GET /api/v1/devices/hall1/oven/trace?after=2"],
            node.Requests.Select(asked => $"{asked.Method} {asked.Path}"));
    }

    [Fact]
    public async Task Json_is_one_frame_a_line()
    {
        await using var node = await StubNode.StartAsync(200, On, (200, Page(Sent, Received)), (200, Off));

        var run = await CommandRun.OfAsync(node, "trace", "hall1/oven", "--json");

        Assert.Equal([Sent, Received], run.Lines);
    }

    [Fact]
    public async Task Off_ends_it_and_shows_nothing()
    {
        await using var node = await StubNode.StartAsync(200, Off);

        var run = await CommandRun.OfAsync(node, "trace", "hall1/oven", "--off");

        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Equal("DELETE", node.Requests.Single().Method);
    }

    [Fact]
    public async Task A_time_that_is_none_is_told()
    {
        await using var node = await StubNode.StartAsync(200, Off);

        var run = await CommandRun.OfAsync(node, "trace", "hall1/oven", "--for", "a while");

        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Contains("--for 'a while'", run.Error);
        Assert.Empty(node.Requests);
    }

    private static string Page(params string[] frames) =>
        On.Replace("\"frames\":[]", $"\"frames\":[{string.Join(',', frames)}]");
}
