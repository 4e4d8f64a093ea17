using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Understudy.Supervisor.CommandLine;
using Understudy.Tests.Peers;
using Understudy.Tests.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A failure under load, and what the journal tells of it afterwards: to a client of the node, and to the
/// command line on the database of a node that is gone.</summary>
[Collection(AloneCollection.Name)]
public sealed class PostMortemTests : IAsyncLifetime
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private readonly SimulatorPeer _device = new();
    private NodeUnderTest _node = null!;
    private ClientLoad _load = null!;

    public async ValueTask InitializeAsync()
    {
        await _device.InitializeAsync();
        _node = await NodeUnderTest.StartAsync(OvenPlant.Text(_device.Port));
        await _node.Client.UntilServedAsync();
        Assert.Equal("Confirmed", (await _node.Client.WriteAsync("limit", 77)).Verdict);
        _load = new ClientLoad(_node.Client);
        await _load.UntilWellAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _load.DisposeAsync();
        await _node.DisposeAsync();
        await _device.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_silent_device_is_told_of_as_its_clients_saw_it()
    {
        _device.Hang();
        await Task.Delay(Silence);
        var during = DateTimeOffset.UtcNow;
        _device.Continue();
        var journal = await RecoveredAsync();

        var report = await _node.Client.GetAsync($"devices/{OvenPlant.Device}/failures/1");

        Assert.Equal("NoResponse", report.GetProperty("cause").GetProperty("kind").GetString());
        Assert.Equal("Passive", report.GetProperty("summary").GetProperty("outcome").GetString());
        Assert.Equal(20, report.GetProperty("before").GetArrayLength());
        CountsAreThoseOfTheAnswersOnRecord(report, journal);
        EachReaderWhoMissedTheDeviceIsCounted(report);
        EachWriterWasToldWhatTheReportTells(report);
        var text = await TextAsync("failures/1");
        Assert.Contains("hall1/oven: failure 1, NoResponse", text);
        Assert.Matches(@"Stop done +in \d", text);
        Assert.Matches(@"limit +77 +unchanged: the device had it", text);
        await AGoneNodeIsReadFromItsDatabaseAsync(text, during);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_driver_that_throws_leaves_its_stack_and_the_drill_that_led_to_it()
    {
        await _node.Client.FaultAsync("Throw");
        await RecoveredAsync();

        var report = await _node.Client.GetAsync($"devices/{OvenPlant.Device}/failures/newest");

        var cause = report.GetProperty("cause");
        Assert.Equal("DriverException", cause.GetProperty("kind").GetString());
        Assert.True(cause.GetProperty("isCounted").GetBoolean());
        Assert.Contains("   at Understudy.", cause.GetProperty("stack").GetString());
        Assert.Contains(
            report.GetProperty("leadingTo").EnumerateArray(),
            entry => entry.GetProperty("kind").GetString() == "fault-injected.v1");
        Assert.Contains("Drill: the driver's next call will throw.", await TextAsync("failures/newest"));
    }

    private async Task<List<JournalLine>> RecoveredAsync()
    {
        await _node.Client.UntilServedAsync(incarnationMin: 2);
        await _load.UntilWellAsync();
        await _load.StopAsync();
        return await _node.Client.JournalAsync();
    }

    /// <summary>Counted again, without our types.</summary>
    private static void CountsAreThoseOfTheAnswersOnRecord(JsonElement report, List<JournalLine> journal)
    {
        var from = report.GetProperty("summary").GetProperty("fromEntry").GetInt64();
        var to = report.GetProperty("summary").GetProperty("toEntry").GetInt64();
        var recorded = journal
            .Where(line => line.Kind == "answers-recorded" && line.Number > from && line.Number < to)
            .SelectMany(line => line.Event.GetProperty("answers").EnumerateArray())
            .Where(answer => answer.TryGetProperty("request", out _))
            .CountBy(answer => (
                answer.GetProperty("servedBy").GetString(),
                answer.TryGetProperty("point", out _) ? answer.GetProperty("status").GetString() : null))
            .ToDictionary();
        var counts = report.GetProperty("counts").EnumerateArray()
            .GroupBy(count => (count.GetProperty("servedBy").GetString(), count.GetProperty("status").GetString()))
            .ToDictionary(group => group.Key, group => group.Sum(count => count.GetProperty("count").GetInt32()));
        Assert.Equal(recorded.OrderBy(pair => pair.Key), counts.OrderBy(pair => pair.Key));
        Assert.True(counts[("ShadowRespond", "NoCommunication")] > 5, $"{report}");
    }

    private void EachReaderWhoMissedTheDeviceIsCounted(JsonElement report)
    {
        var summary = report.GetProperty("summary");
        var (from, to) = (
            summary.GetProperty("at").GetDateTimeOffset(), summary.GetProperty("endedAt").GetDateTimeOffset());
        var seen = _load.Reads.Count(read =>
            read is { Quality: "Bad", ServedBy: "ShadowRespond" } && read.Asked > from && read.Answered < to);
        var told = report.GetProperty("counts").EnumerateArray()
            .Where(count => count.GetProperty("status").GetString() == "NoCommunication")
            .Sum(count => count.GetProperty("count").GetInt32());
        Assert.InRange(told, seen, _load.Reads.Count(read => read.Quality == "Bad"));
    }

    private void EachWriterWasToldWhatTheReportTells(JsonElement report)
    {
        var writes = _load.Writes.ToDictionary(write => write.Request);
        var stories = report.GetProperty("requests").GetProperty("items").EnumerateArray().ToList();
        Assert.NotEmpty(stories);
        foreach (var story in stories)
        {
            var write = writes[story.GetProperty("request").GetString()!];
            Assert.Equal($"write sp = {write.Value}", story.GetProperty("operation").GetString());
            // Who asked less patiently may have been told Indeterminate of what is known by now.
            if (write.Verdict != "Indeterminate")
                Assert.Equal(write.Verdict, story.GetProperty("verdict").GetString());
            var asked = story.GetProperty("askedAt").GetDateTimeOffset();
            Assert.InRange(asked, write.Asked - Outage.Tolerance, write.Answered);
        }

        // Whoever asked in the middle of it and was answered Confirmed waited for the recovery.
        var end = report.GetProperty("summary").GetProperty("endedAt").GetDateTimeOffset();
        var waited = _load.Writes
            .Where(write => write.Verdict == "Confirmed" && write.Answered > end
                && write.Asked > report.GetProperty("cause").GetProperty("at").GetDateTimeOffset()
                && write.Asked < end - Outage.Tolerance)
            .Select(write => write.Request)
            .ToList();
        Assert.NotEmpty(waited);
        Assert.Subset(
            stories.Select(story => story.GetProperty("request").GetString()!).ToHashSet(), waited.ToHashSet());
    }

    private async Task AGoneNodeIsReadFromItsDatabaseAsync(string text, DateTimeOffset during)
    {
        await _node.StopAsync();
        var at = during.ToString("O", CultureInfo.InvariantCulture);

        var report = await DirectAsync("report", OvenPlant.Device, "--failure", "1");
        var state = await DirectAsync("journal", OvenPlant.Device, "--at", at);
        var difference = await DirectAsync("journal", OvenPlant.Device, "--diff", at);
        var journal = await DirectAsync("journal", OvenPlant.Device, "--limit", "5");

        Assert.Equal(text, report.Out);
        Assert.Matches(@"mode +Active", state.Out);
        Assert.Matches(@"reason +NoResponse: ", state.Out);
        Assert.Matches(@"limit +77 +recorded ", state.Out);
        Assert.Matches(@"temp +5 °C +Bad NoCommunication +\d", state.Out);
        Assert.Matches(@"mode +Active +-> +not served", difference.Out);
        Assert.Contains("The node gave the device back in good order.", journal.Out);
    }

    private async Task<CommandRun> DirectAsync(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(
            TimeProvider.System, default, [.. arguments, "--database", _node.DataFolder]);
        Assert.True(run.Exit == CommandExit.Ok, run.Error);
        return run;
    }

    private async Task<string> TextAsync(string path)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
        return await http.GetStringAsync(new Uri(_node.Address, $"/api/v1/devices/{OvenPlant.Device}/{path}"));
    }
}
