using Understudy.Hardware.Plant;
using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.Hosting;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class FirstStepsTests
{
    [Fact]
    public void The_simulated_plant_may_be_read_written_and_restarted() => Assert.Equal(
        ["read hall1/conveyor frequency current", "write hall1/conveyor rampUp 150.0", "restart hall1/conveyor"],
        Steps(SimulatedPlant.Load()));

    [Fact]
    public void Writing_is_never_proposed_where_something_real_can_move()
    {
        var simulated = SimulatedPlant.Load();
        var real = new PlantSpec(
        [
            .. simulated.Gateways.Select(gateway => gateway with
            {
                Link = gateway.Link with { Kind = PlantLink.ModbusTcp, Host = "10.0.0.5", Port = 502 },
            }),
        ]);
        Assert.DoesNotContain(Steps(real), step => step.StartsWith("write") || step.StartsWith("restart"));
    }

    [Fact]
    public void Without_a_plant_the_step_is_to_declare_one() =>
        Assert.Equal(["apply FILE"], Steps(PlantSpec.Empty));

    [Fact]
    public void The_banner_tells_where_to_look_what_to_try_and_how_to_stop()
    {
        using var output = new StringWriter();
        var options = new NodeOptions { NodeName = "n1", Urls = "http://127.0.0.1:0" };
        StartBanner.Write(
            new Terminal(output, output, isTerminal: false),
            options,
            SimulatedPlant.Load(),
            ["http://127.0.0.1:4242"],
            "understudy");
        var text = output.ToString();
        Assert.Contains("serves 13 devices on 3 gateways (hall1, lab, utilities).", text);
        Assert.Contains("export UNDERSTUDY_URL=http://127.0.0.1:4242", text);
        Assert.Contains("understudy read ", text);
        Assert.Contains("Ctrl-C", text);
    }

    private static string[] Steps(PlantSpec plant) => [.. FirstSteps.Of(plant).Select(step => step.Command)];
}
