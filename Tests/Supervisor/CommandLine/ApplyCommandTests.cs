using System.Text.Json;
using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class ApplyCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Changes_are_shown_as_lines()
    {
        await File.WriteAllTextAsync(_file, SimulatedPlant.Text());
        await using var node = await StubNode.StartAsync(
            200, """{"dryRun":true,"changed":true,"changes":["+ hall1/oven","~ hall1/pump speed","- lab/bath"]}""");
        var run = await CommandRun.OfAsync(node, "apply", _file, "--dry-run");
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Equal(["+ hall1/oven", "~ hall1/pump speed", "- lab/bath"], run.Lines[..3]);
        Assert.Contains("dry run", run.Lines[3]);
        Assert.EndsWith("&dryRun=true", node.Requests.Single().Path);
    }

    [Fact]
    public async Task Problems_are_told_with_their_place_and_nothing_is_sent()
    {
        await File.WriteAllTextAsync(
            _file, "gateways:\n  hall1: {link: {modbusTcp: h}, devices: {oven: {profile: none, unit: 1}}}\n");
        await using var node = await StubNode.StartAsync(200, "{}");
        var run = await CommandRun.OfAsync(node, "apply", _file);
        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Matches($@"{System.Text.RegularExpressions.Regex.Escape(_file)}:2:\d+: gateways\.hall1", run.Error);
        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task A_plant_that_may_be_in_force_or_not_is_no_refusal()
    {
        await File.WriteAllTextAsync(_file, SimulatedPlant.Text());
        await using var node = await StubNode.StartAsync(
            504, """{"type":"urn:understudy:problem:plant-in-doubt","title":"T","status":504,"detail":"Because."}""");
        var run = await CommandRun.OfAsync(node, "apply", _file);
        Assert.Equal(CommandExit.Indeterminate, run.Exit);
    }

    [Fact]
    public async Task Json_tells_local_problems_as_the_node_would()
    {
        await File.WriteAllTextAsync(_file, "gateways:\n  hall1: {}\n");
        await using var node = await StubNode.StartAsync(200, "{}");
        var run = await CommandRun.OfAsync(node, "apply", _file, "--json");
        using var problem = JsonDocument.Parse(run.Lines.Single());
        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Equal("urn:understudy:problem:bad-plant", problem.RootElement.GetProperty("type").GetString());
        Assert.StartsWith($"{_file}:2:", problem.RootElement.GetProperty("problems")[0].GetString());
    }

    public void Dispose() => File.Delete(_file);
}
