using Microsoft.Extensions.Time.Testing;
using Understudy.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class JournalCommandTests
{
    private static readonly string Dispatched = JsonText.OneLine("""
        {"number":41,"time":"2026-03-01T08:00:00Z","kind":"request-dispatched.v1",
        "event":{"request":"r-1","principal":"anna","operation":
        {"do":"write","point":"sp","value":80.5}}}
        """);

    private static readonly string Failed = JsonText.OneLine("""
        {"number":42,"time":"2026-03-01T08:00:01Z","kind":"driver-failed.v1",
        "event":{"stamp":{"incarnation":3,"cause":"r-1"},"kind":"Hang",
        "message":"No progress.","inFlight":["r-1"]}}
        """);

    [Fact]
    public async Task Entries_are_told_in_sentences()
    {
        await using var node = await StubNode.StartAsync(200, Page(Dispatched, Failed));
        var run = await CommandRun.OfAsync(node, "journal", "hall1/oven", "--kind", "driver-failed", "--limit", "5");
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Contains("Write sp = 80.5: given to the driver.", run.Lines[1]);
        Assert.Contains("anna", run.Lines[1]);
        Assert.Contains("Driver #3 failed, Hang: No progress; 1 request in flight.", run.Lines[2]);
        Assert.Equal("/api/v1/devices/hall1/oven/journal?limit=5&kind=driver-failed", node.Requests.Single().Path);
    }

    [Fact]
    public async Task Json_is_one_entry_a_line()
    {
        await using var node = await StubNode.StartAsync(200, Page(Dispatched, Failed));
        var run = await CommandRun.OfAsync(node, "journal", "hall1/oven", "--json");
        Assert.Equal([Dispatched, Failed], run.Lines);
    }

    [Fact]
    public async Task Following_asks_for_what_comes_after_and_ends_well_when_stopped()
    {
        await using var node = await StubNode.StartAsync(200, Page(Dispatched), (200, Page(Failed)), (200, Page()));
        using var stop = new CancellationTokenSource();
        var clock = new FakeTimeProvider();
        var running = CommandRun.OfAsync(
            clock, stop.Token, "journal", "hall1/oven", "--follow", "--json", "--node-url", node.Url);
        while (node.Requests.Count < 3 && !running.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        await stop.CancelAsync();
        var run = await running;
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Equal([Dispatched, Failed], run.Lines);
        Assert.EndsWith("after=41", node.Requests.ElementAt(1).Path);
        Assert.EndsWith("after=42", node.Requests.ElementAt(2).Path);
    }

    private static string Page(params string[] entries) =>
        $$"""{"device":"hall1/oven","entries":[{{string.Join(',', entries)}}],"last":1}""";
}
