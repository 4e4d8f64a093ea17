using Microsoft.Extensions.Time.Testing;
using Understudy.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class WatchCommandTests
{
    private static readonly string Good = JsonText.OneLine("""
        {"device":"hall1/oven","point":"temp","value":21.5,"unit":"Cel","quality":"Good","status":"Good","age":0.1,
        "sourceTime":"2026-03-01T08:00:00Z","servedBy":"Driver","skipped":0}
        """);

    private static readonly string Bad = JsonText.OneLine("""
        {"device":"hall1/oven","point":"temp","value":null,"unit":"Cel","quality":"Bad","status":"NoCommunication",
        "age":null,"sourceTime":null,"servedBy":"ShadowRespond","skipped":3}
        """);

    private static readonly string Active =
        """{"device":"hall1/oven","mode":"Active","incarnation":3,"cause":"LinkLost: reset","skipped":0}""";

    private static readonly string Removed =
        """{"device":"hall1/oven","points":["sp"],"cause":"the points are declared no more"}""";

    [Fact]
    public async Task In_a_pipe_each_event_is_a_line_in_words()
    {
        await using var node = await StubNode.StartAsync(
            200, Stream(("point", Good), ("mode", Active), ("point", Bad), ("removed", Removed)));

        var run = await CommandRun.OfAsync(node, "watch", "hall1/oven", "hall1/pump/speed", "--count", "4");

        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Equal(
            [
                "hall1/oven temp = 21.5 °C, Good, 0.1 s old, the driver",
                "hall1/oven is Active, driver #3: LinkLost: reset",
                "hall1/oven temp = no value, Bad NoCommunication, the shadow, from the journal (3 before it not told)",
                "hall1/oven sp: the points are declared no more",
            ],
            run.Lines.Select(line => line[(line.IndexOf(' ') + 1)..]));
        Assert.Equal("/api/v1/events?device=hall1/oven&point=hall1/pump/speed", node.Requests.Single().Path);
    }

    [Fact]
    public async Task Json_is_the_data_as_it_came()
    {
        await using var node = await StubNode.StartAsync(
            200, Stream(("point", Good), ("mode", Active), ("point", Bad)));

        var run = await CommandRun.OfAsync(node, "watch", "--json", "--count", "2", "--period", "1s");

        Assert.Equal([Good, Active], run.Lines);
        Assert.Equal("/api/v1/events?period=1s", node.Requests.Single().Path);
    }

    [Fact]
    public async Task A_node_that_goes_is_said_to_have_gone_and_asked_again()
    {
        await using var node = await StubNode.StartAsync(
            200, Stream(("point", Good)), (503, """{"title":"busy","detail":"64 clients"}"""),
            (200, Stream(("point", Bad))));
        var clock = new FakeTimeProvider();
        var running = CommandRun.OfAsync(clock, default, "watch", "--json", "--count", "2", "--node-url", node.Url);

        var run = await AdvanceUntilEndedAsync(clock, running);

        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Equal([Good, Bad], run.Lines);
        Assert.Equal(3, node.Requests.Count);
        Assert.Contains("The node ended the stream. Connecting again in 1.0 s.", run.Error);
        Assert.Contains("64 clients Connecting again in 2.0 s.", run.Error);
    }

    [Fact]
    public async Task A_time_that_is_over_ends_it_well()
    {
        await using var node = await StubNode.StartAsync(200, Stream(("point", Good)));
        var clock = new FakeTimeProvider();
        var running = CommandRun.OfAsync(clock, default, "watch", "--for", "1h", "--node-url", node.Url);
        // Asked again: what it was told first is shown.
        while (node.Requests.Count < 2 && !running.IsCompleted) await StepAsync(clock);

        clock.Advance(TimeSpan.FromHours(1));
        var run = await AdvanceUntilEndedAsync(clock, running);

        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.NotEmpty(run.Lines);
    }

    [Fact]
    public async Task It_ends_well_when_stopped()
    {
        await using var node = await StubNode.StartAsync(200, Stream(("point", Good)));
        using var stop = new CancellationTokenSource();
        var running = CommandRun.OfAsync(
            new FakeTimeProvider(), stop.Token, "watch", "--node-url", node.Url);
        while (node.Requests.IsEmpty && !running.IsCompleted) await Task.Delay(10);

        await stop.CancelAsync();

        Assert.Equal(CommandExit.Ok, (await running).Exit);
    }

    [Fact]
    public async Task A_first_refusal_ends_it_as_any_other_command()
    {
        await using var node = await StubNode.StartAsync(
            404, """{"title":"Unknown device","detail":"No device 'hall1/none' is declared."}""");

        var run = await CommandRun.OfAsync(node, "watch", "hall1/none");

        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Contains("hall1/none", run.Error);
        Assert.Single(node.Requests);
    }

    [Fact]
    public async Task A_node_that_never_answered_is_not_waited_for()
    {
        var run = await CommandRun.OfAsync(
            TimeProvider.System, default, "watch", "--node-url", "http://127.0.0.1:9");

        Assert.Equal(CommandExit.Unreachable, run.Exit);
    }

    [Fact]
    public async Task What_is_no_stream_of_events_is_said_to_be_none()
    {
        await using var node = await StubNode.StartAsync(200, "<html>Welcome</html>");

        var run = await CommandRun.OfAsync(node, "watch");

        Assert.Equal(CommandExit.Failed, run.Exit);
        Assert.Contains("not an Understudy node", run.Error);
    }

    private static string Stream(params (string Name, string Data)[] events) =>
        "retry: 1000\n\n: \n\n" + string.Concat(
            events.Select((each, index) => $"id: {index}\nevent: {each.Name}\ndata: {each.Data}\n\n"));

    private static async Task<CommandRun> AdvanceUntilEndedAsync(FakeTimeProvider clock, Task<CommandRun> running)
    {
        while (!running.IsCompleted) await StepAsync(clock);
        return await running;
    }

    /// <summary>Small against the silence that is taken for a broken line, however busy the machine is.</summary>
    private static Task StepAsync(FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromMilliseconds(50));
        return Task.Delay(10);
    }
}
