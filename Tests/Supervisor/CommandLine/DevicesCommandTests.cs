using Understudy.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class DevicesCommandTests
{
    [Fact]
    public async Task Long_ids_and_reasons_are_not_wrapped_in_a_pipe()
    {
        var (id, reason) = ($"hall1/{new string('d', 60)}", new string('r', 200));
        await using var node = await StubNode.StartAsync(200, $$"""
            [{"id":"{{id}}","profile":"furnace","class":"Register","area":null,"mode":"Active","stage":"Transfer",
            "since":"2026-03-01T08:00:00Z","reason":"{{reason}}",
            "incarnation":2,"recoveries":1,"lastContact":null,"queued":0,"journalUp":true},
            {"id":"yard/pump","profile":"vfd","class":"Actuator","area":null,"mode":null,"stage":null,
            "since":null,"reason":"No answer.","incarnation":null,"recoveries":null,"lastContact":null,
            "queued":null,"journalUp":null}]
            """);
        var run = await CommandRun.OfAsync(node, "devices");
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Contains(
            run.Lines, line => line.Contains(id) && line.Contains("Active (Transfer)") && line.Contains(reason));
        Assert.Contains(run.Lines, line => line.Contains("yard/pump") && line.Contains("no answer"));
        Assert.Equal("2 devices, 2 not served by their drivers.", run.Lines[^1]);
    }

    [Fact]
    public async Task Json_of_many_lines_becomes_one()
    {
        await using var node = await StubNode.StartAsync(200, "[\n  {\"id\": \"a/b\", \"unit\": \"°C\"}\n]");
        var run = await CommandRun.OfAsync(node, "devices", "--json");
        Assert.Equal(["""[{"id":"a/b","unit":"°C"}]"""], run.Lines);
    }

    [Fact]
    public async Task Without_devices_it_says_what_to_do()
    {
        await using var node = await StubNode.StartAsync(200, "[]");
        var run = await CommandRun.OfAsync(node, "devices");
        Assert.Contains("understudy apply FILE", run.Out);
    }
}
