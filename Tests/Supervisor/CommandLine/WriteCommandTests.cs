using Understudy.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class WriteCommandTests
{
    [Theory]
    [InlineData(200, "Confirmed", CommandExit.Ok)]
    [InlineData(202, "Accepted", CommandExit.Ok)]
    [InlineData(202, "Sent", CommandExit.Indeterminate)]
    public async Task The_verdict_is_the_exit_code(int status, string verdict, int exit)
    {
        await using var node = await StubNode.StartAsync(status, Request(verdict));
        var run = await CommandRun.OfAsync(node, "write", "hall1/oven", "sp", "80.0");
        Assert.Equal(exit, run.Exit);
        Assert.Contains($"hall1/oven sp = 80: {verdict}", run.Out);
    }

    [Theory]
    [InlineData(422, "rejected", "Rejected", CommandExit.Failed)]
    [InlineData(503, "busy", "NotExecuted", CommandExit.Failed)]
    [InlineData(504, "indeterminate", "Indeterminate", CommandExit.Indeterminate)]
    [InlineData(422, "invalid-value", "NotExecuted", CommandExit.BadInput)]
    [InlineData(422, "key-reused", "NotExecuted", CommandExit.BadInput)]
    public async Task A_refusal_is_told_with_its_verdict(int status, string type, string verdict, int exit)
    {
        var problem = JsonText.OneLine($$"""
            {"type":"urn:understudy:problem:{{type}}","title":"T","status":{{status}},"detail":"Because.",
            "verdict":"{{verdict}}","requestId":"r9"}
            """);
        await using var node = await StubNode.StartAsync(status, problem);
        var run = await CommandRun.OfAsync(node, "write", "hall1/oven", "sp", "80", "--json");
        Assert.Equal(exit, run.Exit);
        Assert.Equal(problem, Assert.Single(run.Lines));
        Assert.Contains($"hall1/oven sp = 80: {verdict}: Because.", run.Error);
    }

    [Theory]
    [InlineData("true", "true")]
    [InlineData("12", "12")]
    [InlineData("-5", "-5")]
    [InlineData("1.5", "1.5")]
    [InlineData("80.0", "80.0")]
    [InlineData("auto", "\"auto\"")]
    [InlineData("\"12\"", "\"12\"")]
    [InlineData("NaN", "{\"real\":\"NaN\"}")]
    [InlineData("{\"time\": 30, \"mode\": \"fast\"}", "{\"time\":30,\"mode\":\"fast\"}")]
    public async Task Values_keep_the_kind_they_were_typed_with(string typed, string json)
    {
        await using var node = await StubNode.StartAsync(200, Request("Confirmed"));
        await CommandRun.OfAsync(node, "write", "hall1/oven", "sp", typed, "--key", "k-1");
        var asked = Assert.Single(node.Requests);
        Assert.Equal(("PUT", $$"""{"value":{{json}}}""", "k-1"), (asked.Method, asked.Body, asked.Key));
    }

    [Theory]
    [InlineData("write", "hall1/oven", "sp", "80")]
    [InlineData("invoke", "hall1/oven", "start")]
    [InlineData("restart", "hall1/oven")]
    public async Task An_order_whose_answer_is_lost_may_have_been_executed(params string[] command)
    {
        await using var node = await StubNode.StartAsync(StubNode.Broken, "");
        var run = await CommandRun.OfAsync(node, command);
        Assert.Equal(CommandExit.Indeterminate, run.Exit);
        Assert.Contains("may have taken it or not", run.Error);
        Assert.Single(node.Requests);
    }

    [Fact]
    public async Task A_read_that_no_answer_came_to_has_not_changed_anything_either()
    {
        await using var node = await StubNode.StartAsync(
            504, """{"type":"urn:understudy:problem:no-answer","title":"T","status":504,"detail":"Because."}""");
        var run = await CommandRun.OfAsync(node, "read", "hall1/oven", "sp");
        Assert.Equal(CommandExit.Failed, run.Exit);
    }

    [Fact]
    public async Task A_question_whose_answer_is_lost_changed_nothing()
    {
        await using var node = await StubNode.StartAsync(StubNode.Broken, "");
        var run = await CommandRun.OfAsync(node, "read", "hall1/oven", "sp");
        Assert.Equal(CommandExit.Unreachable, run.Exit);
    }

    [Fact]
    public async Task A_structure_that_is_none_is_not_sent()
    {
        await using var node = await StubNode.StartAsync(200, Request("Confirmed"));
        var run = await CommandRun.OfAsync(node, "write", "hall1/oven", "ramp", "{time: 30}");
        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Contains("{time: 30} is no structure, which is JSON such as", run.Error);
        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task A_command_takes_its_arguments_by_name()
    {
        await using var node = await StubNode.StartAsync(200, Request("Confirmed"));
        var run = await CommandRun.OfAsync(node, "invoke", "hall1/oven", "start", "value=3", "mode=fast");
        Assert.Equal(CommandExit.Ok, run.Exit);
        var asked = Assert.Single(node.Requests);
        Assert.Equal("/api/v1/devices/hall1/oven/commands/start", asked.Path);
        Assert.Equal("""{"args":{"value":3,"mode":"fast"}}""", asked.Body);
    }

    private static string Request(string verdict) => $$"""
        {"requestId":"r1","device":"hall1/oven","operation":{},
        "verdict":"{{verdict}}","reason":null,"servedBy":"Driver"}
        """;
}
