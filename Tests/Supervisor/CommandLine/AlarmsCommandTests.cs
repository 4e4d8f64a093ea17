using Understudy.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class AlarmsCommandTests
{
    private const string List = """
        {"total":2,"silent":["yard"],"alarms":[
        {"id":"hall1:link-lost","severity":"High","state":"Unacknowledged","message":"refused","count":3,
        "raisedAt":"2026-03-01T08:00:00Z","consequences":["hall1/oven","hall1/pump"]},
        {"id":"hall1:oven:temp:high","severity":"Medium","state":"Acknowledged","message":"temp is 81 Cel","count":1,
        "raisedAt":"2026-03-01T08:00:00Z","quality":"Uncertain/LastUsableValue","consequences":[]}]}
        """;

    private const string Answer =
        """{"alarm":"hall1:link-lost","requestId":"r","state":"Acknowledged","text":"acknowledged"}""";

    [Fact]
    public async Task Alarms_are_listed_as_they_come_with_what_they_concern()
    {
        await using var node = await StubNode.StartAsync(200, List);
        var run = await CommandRun.OfAsync(node, "alarms");
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Contains("refused (3 times); concerns hall1/oven, hall1/pump", run.Out);
        Assert.Contains("active, unacknowledged", run.Out);
        Assert.Contains("its value is Uncertain/LastUsableValue now", run.Out);
        Assert.Contains("yard", run.Error);
        Assert.Equal("/api/v1/alarms", node.Requests.Single().Path);
    }

    [Fact]
    public async Task All_of_them_are_asked_for_with_all()
    {
        await using var node = await StubNode.StartAsync(200, """{"total":0,"alarms":[],"silent":[]}""");
        var run = await CommandRun.OfAsync(node, "alarms", "list", "--all");
        Assert.Equal("/api/v1/alarms?all=true", node.Requests.Single().Path);
        Assert.Equal("No alarms.", run.Lines.Single());
    }

    [Fact]
    public async Task An_alarm_is_acknowledged_with_a_comment()
    {
        await using var node = await StubNode.StartAsync(200, Answer);
        var run = await CommandRun.OfAsync(node, "alarms", "ack", "hall1:link-lost", "--comment", "on my way");
        Assert.Equal("hall1:link-lost: acknowledged; it is active, acknowledged.", run.Lines.Single());
        var asked = node.Requests.Single();
        Assert.Equal(("POST", "/api/v1/alarms/hall1:link-lost/acknowledge"), (asked.Method, asked.Path));
        Assert.Equal("""{"comment":"on my way"}""", asked.Body);
    }

    [Fact]
    public async Task An_alarm_is_shelved_for_a_time_with_a_reason()
    {
        await using var node = await StubNode.StartAsync(200, Answer);
        await CommandRun.OfAsync(node, "alarms", "shelve", "hall1:link-lost", "--for", "1h", "--reason", "cable");
        Assert.Equal("""{"for":"1h","reason":"cable"}""", node.Requests.Single().Body);
    }

    [Fact]
    public async Task Shelving_without_a_reason_is_bad_input()
    {
        await using var node = await StubNode.StartAsync(200, Answer);
        var run = await CommandRun.OfAsync(node, "alarms", "shelve", "hall1:link-lost", "--for", "1h");
        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task An_unknown_alarm_is_told_in_one_line()
    {
        await using var node = await StubNode.StartAsync(
            404, """{"type":"urn:understudy:problem:unknown-alarm","title":"Unknown","detail":"there is no such"}""");
        var run = await CommandRun.OfAsync(node, "alarms", "reset", "hall1:x:y");
        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Contains("there is no such", run.Error);
    }
}
