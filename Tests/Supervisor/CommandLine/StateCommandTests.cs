using Understudy.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class StateCommandTests
{
    private const string Maintenance = """
        {"device":"hall1/oven","requestId":"r","administrative":{"state":"Maintenance","owner":"ann (api ::1)",
        "reason":"new seal","since":"2026-03-01T08:00:00Z","until":null,"overdue":true},"lock":null}
        """;

    private const string Locked = """
        {"device":"hall1/oven","requestId":"r","administrative":{"state":"Enabled","owner":null,"reason":null,
        "since":null,"until":null,"overdue":false},"token":"0123456789abcdef",
        "lock":{"owner":"ann","since":"2026-03-01T08:00:00Z","until":"2026-03-01T08:10:00Z"} }
        """;

    [Fact]
    public async Task A_state_is_set_with_its_owner_and_reason()
    {
        await using var node = await StubNode.StartAsync(200, Maintenance);
        var run = await CommandRun.OfAsync(
            node, "state", "hall1/oven", "maintenance", "--reason", "new seal", "--for", "2h", "--owner", "ann");
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Equal("hall1/oven: Maintenance by ann (api ::1): new seal (overdue)", run.Lines[0]);
        var asked = Assert.Single(node.Requests);
        Assert.Equal(("PUT", "/api/v1/devices/hall1/oven/state"), (asked.Method, asked.Path));
        Assert.Equal(
            """{"state":"Maintenance","reason":"new seal","until":null,"for":"2h","owner":"ann"}""", asked.Body);
    }

    [Fact]
    public async Task Without_a_state_it_is_shown()
    {
        await using var node = await StubNode.StartAsync(
            200, Maintenance.Replace("\"device\"", "\"id\"", StringComparison.Ordinal));
        var run = await CommandRun.OfAsync(node, "state", "hall1/oven");
        Assert.Contains("Maintenance by ann", run.Out);
        Assert.Equal("GET", Assert.Single(node.Requests).Method);
    }

    [Fact]
    public async Task A_state_that_is_not_known_yet_is_not_shown_as_one()
    {
        await using var node = await StubNode.StartAsync(200, """{"id":"hall1/oven","administrative":null}""");
        var run = await CommandRun.OfAsync(node, "state", "hall1/oven");
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.StartsWith("hall1/oven: -", run.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("asleep", "--reason", "x")]
    [InlineData("maintenance", "--for", "2h")]
    [InlineData("maintenance", "--reason", "x", "--for", "soon")]
    [InlineData("maintenance", "--reason", "x", "--until", "soon")]
    public async Task What_is_not_understood_is_asked_of_nobody(params string[] arguments)
    {
        await using var node = await StubNode.StartAsync(200, "{}");
        var run = await CommandRun.OfAsync(node, ["state", "hall1/oven", .. arguments]);
        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task A_lock_tells_its_token_and_a_write_takes_it()
    {
        await using var node = await StubNode.StartAsync(200, Locked, (423, """{"detail":"locked by ann until x"}"""));
        var taken = await CommandRun.OfAsync(node, "lock", "hall1/oven", "--for", "10m");
        var written = await CommandRun.OfAsync(
            node, "write", "hall1/oven", "sp", "1", "--lock-token", "0123456789abcdef");
        Assert.Equal("export UNDERSTUDY_LOCK_TOKEN=0123456789abcdef", taken.Lines[^1]);
        Assert.Equal(CommandExit.Failed, written.Exit);
        Assert.Contains("locked by ann until x", written.Error);
        Assert.Equal([null, "0123456789abcdef"], node.Requests.Select(asked => asked.LockToken));
    }

    [Fact]
    public async Task A_lock_is_broken_where_that_is_said()
    {
        await using var node = await StubNode.StartAsync(200, Maintenance);
        var run = await CommandRun.OfAsync(
            node, "unlock", "hall1/oven", "--break", "--reason", "at home", "--owner", "bob");
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Equal(
            "/api/v1/devices/hall1/oven/lock?owner=bob&break=true&reason=at%20home",
            Assert.Single(node.Requests).Path);
    }

    [Fact]
    public async Task Devices_out_of_service_are_counted_by_themselves()
    {
        await using var node = await StubNode.StartAsync(200, """
            [{"id":"a/b","mode":"Active","stage":"Reinitialise",
            "administrative":{"state":"Disabled","owner":"ann","reason":"x","overdue":false} },
            {"id":"a/c","mode":"Passive"}]
            """);
        var run = await CommandRun.OfAsync(node, "devices");
        Assert.Contains(run.Lines, line => line.Contains("a/b") && line.Contains("Disabled"));
        Assert.Equal("2 devices, all others served by their drivers, 1 out of service.", run.Lines[^1]);
    }
}
