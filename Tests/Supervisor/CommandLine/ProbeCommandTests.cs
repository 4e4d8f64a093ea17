using System.Text.Json;
using Understudy.Supervisor.CommandLine;
using Understudy.Tests.Peers;
using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.CommandLine;

/// <summary>Against a server with 200 addresses in each table of unit 1 (see <see cref="IModbusPeer"/>).</summary>
public abstract class ProbeCommandTests<TPeer>(TPeer peer) : IClassFixture<TPeer>
    where TPeer : class, IModbusPeer
{
    [Fact]
    public async Task Registers_are_shown_with_the_numbers_that_they_could_be()
    {
        var run = await ProbeAsync("--holding", "121..123");
        Assert.Equal((CommandExit.Ok, ""), (run.Exit, run.Error));
        Assert.Matches(@"holding/122\s+E2A0\s+58016\s+-7520\s+\.\.", run.Out);
        Assert.Matches(@"holding/122\s+uint32\s+3802136576\s+58016\s+", run.Out);
        Assert.EndsWith("1 request.\n", run.Out);
    }

    [Fact]
    public async Task The_end_of_the_table_is_found()
    {
        var run = await ProbeAsync("--input", "150..260");
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Matches(@"input/199\s+00C7\s+199\s", run.Out);
        Assert.Matches(@"input/200\.\.260\s+exception 02: illegal data address\s", run.Out);
    }

    [Fact]
    public async Task Bits_are_shown_as_bits()
    {
        var run = await ProbeAsync("--discrete", "0..2", "--json");
        Assert.Equal(
            [
                """{"at":"discrete/0","value":false}""", """{"at":"discrete/1","value":true}""",
                """{"at":"discrete/2","value":false}""",
            ],
            run.Lines);
    }

    [Fact]
    public async Task A_declared_point_is_shown_in_all_orders_and_the_only_one_that_fits_is_named()
    {
        var run = await WithPlantAsync(
            Given.Points("wide: {at: input/1, type: uint32, range: [0, 100000]}", "narrow: {at: input/9}"));
        Assert.Equal(CommandExit.Ok, run.Exit);
        Assert.Matches(@"wide\s+input/1\s+uint32\s+ABCD\s+65538\s+65538\s+131073\s+16777728\s+33554688\s", run.Out);
        Assert.Matches(@"narrow\s+input/9\s+uint16\s+9\s", run.Out);
    }

    [Fact]
    public async Task A_wrong_order_is_told()
    {
        var run = await WithPlantAsync(
            Given.Points("wide: {at: input/1, type: uint32, range: [131000, 132000]}"), "--json");
        using var point = JsonDocument.Parse(run.Lines.Single());
        Assert.Equal("CDAB", point.RootElement.GetProperty("onlyFitting").GetString());
        Assert.Equal(65538, point.RootElement.GetProperty("value").GetInt64());
        Assert.Equal("Bad OutOfRange", point.RootElement.GetProperty("problem").GetString());
    }

    [Fact]
    public async Task A_point_that_the_device_does_not_have_is_a_failure()
    {
        var run = await WithPlantAsync(Given.Points("far: {at: input/900}"));
        Assert.Equal(CommandExit.Failed, run.Exit);
        Assert.Matches(@"far\s+input/900\s+uint16\s+exception 02: illegal data address", run.Out);
    }

    [Fact]
    public async Task A_range_of_which_nothing_is_there_is_a_failure()
    {
        var run = await ProbeAsync("--holding", "65530..65535");
        Assert.Equal(CommandExit.Failed, run.Exit);
        Assert.Matches(@"holding/65530\.\.65535\s+exception 02: illegal data address", run.Out);
    }

    [Fact]
    public async Task Nothing_is_written()
    {
        await ProbeAsync("--holding", "0..260", "--coil", "0..260");
        Assert.Empty(peer.Writes);
    }

    private Task<CommandRun> ProbeAsync(params string[] arguments) => CommandRun.OfAsync(
        TimeProvider.System, default,
        ["probe", $"127.0.0.1:{peer.Port}", "--unit", "1", "--pace", "0ms", "--timeout", "5s", .. arguments]);

    private async Task<CommandRun> WithPlantAsync(string yaml, params string[] arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, yaml);
            return await ProbeAsync(["--points", file, .. arguments]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
