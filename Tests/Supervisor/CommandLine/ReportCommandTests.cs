using System.Text.Json;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api;
using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.PostMortem;
using Understudy.Tests.ShadowActors.Domain.PostMortem;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class ReportCommandTests
{
    [Fact]
    public async Task The_newest_failure_is_told_in_sections()
    {
        await using var node = await StubNode.StartAsync(200, Json(Story().Report()));

        var run = await CommandRun.OfAsync(node, "report", "hall1/oven");

        Assert.Equal((CommandExit.Ok, ""), (run.Exit, run.Error));
        Assert.Equal("/api/v1/devices/hall1/oven/failures/newest", node.Requests.Single().Path);
        Assert.Equal("hall1/oven: failure 1, DriverException", run.Lines[0]);
        Contains(run, "  served again  ", "Passive after 1.5 s");
        Contains(run, "kind     DriverException, counts against the restart budget");
        Contains(run, "    at Driver.Read()");
        Contains(run, "    at Shadow.Call()");
        Contains(run, "bob  read temp", "5 Good, by the driver");
        Contains(run, "+2.000 s  Stop done", "in 250 ms");
        Contains(run, "driver #1 opened", "in 20 ms", "the device is serial 4711");
        Contains(run, "gain", "80", "held, not restored: too old; the device had 20");
        Contains(run, "in flight", "ann", "write sp = 80", "Indeterminate, by the shadow, from the journal: lost");
        Contains(run, "     1  Bad NoCommunication, by the shadow, from the journal");
        Contains(run, "request teleported", "request teleported (told by a newer node).");
    }

    [Fact]
    public async Task What_a_device_wrote_does_not_act_on_the_terminal()
    {
        var story = new HandMadeStream().Add(stamp => new ShadowEvents.DriverFailed(
            stamp, FailureKind.DriverException, "a\u001b[2Jb", "at \u001b]0;x", []));
        await using var node = await StubNode.StartAsync(200, Json(story.Report()));

        var run = await CommandRun.OfAsync(node, "report", "hall1/oven");

        Assert.DoesNotContain('\u001b', run.Out);
        Contains(run, @"a\x1B[2Jb");
    }

    [Fact]
    public async Task Json_is_the_report_as_it_came()
    {
        var json = Json(Story().Report());
        await using var node = await StubNode.StartAsync(200, json);

        var run = await CommandRun.OfAsync(node, "report", "hall1/oven", "--failure", "1", "--json");

        Assert.Equal([json], run.Lines);
        Assert.EndsWith("/failures/1", node.Requests.Single().Path);
    }

    [Fact]
    public async Task Failures_are_listed()
    {
        var stream = new HandMadeStream().Episode().Failed(FailureKind.Hang).Faulted();
        var list = new FailureList(HandMadeStream.Device, 2, null, [.. stream.Failures().Reverse()]);
        await using var node = await StubNode.StartAsync(
            200, JsonSerializer.Serialize(list, ApiJson.Web.FailureList));

        var run = await CommandRun.OfAsync(node, "report", "hall1/oven", "--list");

        Assert.Equal("/api/v1/devices/hall1/oven/failures", node.Requests.Single().Path);
        Assert.Matches(@"^2 .* #1 +Hang +1 +Faulted +it broke", run.Lines[1]);
        Assert.Matches(@"^1 .* #1 +DriverException +1 +Passive +1.5 s +it broke", run.Lines[2]);
    }

    [Theory]
    [InlineData("--failure", "0", "--failure is the number of a failure, from 1, not 0.")]
    [InlineData("--database", "/no/such/folder", "there is no understudy.db in '/no/such/folder'")]
    [InlineData("--database", "postgres://u:s3cret@h/d", "a password on the command line is seen by others")]
    [InlineData("--database", "postgres:///", "--database: ")]
    public async Task Bad_input_is_told_by_its_option(string option, string value, string problem)
    {
        var run = await CommandRun.OfAsync(TimeProvider.System, default, "report", "hall1/oven", option, value);

        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Contains(problem, run.Error);
        Assert.DoesNotContain("s3cret", run.Error);
    }

    private static HandMadeStream Story()
    {
        var story = new HandMadeStream();
        return story
            .Read("r-1", 5, ServedBy.Driver, StatusCode.Good)
            .Dispatched("w-1", 80)
            .Failed(stack: "at Driver.Read()\n   at Shadow.Call()", inFlight: "w-1")
            .Settled("w-1", Verdict.Indeterminate, "lost")
            .Stage(RecoveryStage.Stop, 0.25)
            .Opened()
            .AddUnknown()
            .Read("r-2", null, ServedBy.ShadowRespond, StatusCode.BadNoCommunication)
            .Transferred(new TransferredSetting(
                new PointId("gain"), PointValue.Of(80.0), PointValue.Of(20.0), TransferResult.Held, "too old"))
            .Completed();
    }

    private static string Json(FailureReport report) => JsonSerializer.Serialize(report, ApiJson.Web.FailureReport);

    private static void Contains(CommandRun run, params string[] parts) => Assert.Contains(
        run.Lines, line => parts.All(part => line.Contains(part, StringComparison.Ordinal)));
}
