using System.Diagnostics;
using System.Text;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantFileTests
{
    [Fact]
    public void The_published_example_is_read()
    {
        var gateway = Given.Plant(Given.Example).Gateways.Single();
        Assert.Equal(
            new LinkSpec(
                "modbusTcp", "10.0.0.5", 502, 1, TimeSpan.FromMilliseconds(20), LinkSpec.DefaultResponseTime,
                LinkSpec.DefaultConnectTime),
            gateway.Link);
        Assert.Equal(("hall1", GatewayFallback.Wait), (gateway.Label, gateway.Fallback));
        Assert.Equal(["hall1/oven", "hall1/pump"], gateway.Devices.Select(device => device.Id.ToString()));
        var pump = gateway.Devices[1];
        Assert.Equal(
            ("vfd", DeviceClass.Actuator, (byte)2, "utilities"), (pump.Profile, pump.Class, pump.Unit, pump.Area));
        Assert.Equal(new IdentitySpec(ModbusAddress.Parse("holding/122"), 0xE2A0), gateway.Devices[0].Identity);
    }

    [Theory]
    [InlineData("", TransactionIdRule.Match)]
    [InlineData(", transactionId: match, inFlight: 2", TransactionIdRule.Match)]
    [InlineData(", transactionId: ignore", TransactionIdRule.Ignore)]
    public void A_link_says_what_transaction_ids_are_good_for(string key, TransactionIdRule rule) => Assert.Equal(
        rule, Given.Plant(Given.Gateways($"g: {{link: {{modbusTcp: h{key}}}}}")).Gateways.Single().Link.TransactionId);

    [Fact]
    public void Points_of_the_example_have_what_it_says()
    {
        var oven = Given.Plant(Given.Example).Gateways.Single().Devices[0];
        var sp = oven.Point(new PointId("sp"))!;
        Assert.Equal((PointType.Int16, 0.1, "Cel", PointRole.Configuration), (sp.Type, sp.Scale, sp.Unit, sp.Role));
        Assert.Equal(new ValueRange(0, 300), sp.Range);
        Assert.Equal(ReplayRule.Restore, sp.Replay);
        var temp = oven.Point(new PointId("temp"))!;
        Assert.Equal((TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)), (temp.ScanPeriod, temp.StaleAfter));
        Assert.Equal(WordOrder.CDAB, temp.Order);
        Assert.Equal([new PointId("manual")], oven.Point(new PointId("out"))!.After);
        Assert.Equal(PointType.Bool, oven.Point(new PointId("manual"))!.Type);
    }

    [Fact]
    public void Commands_of_the_example_have_what_it_says()
    {
        var pump = Given.Plant(Given.Example).Gateways.Single().Devices[1];
        var start = pump.Command(new CommandId("start"))!;
        Assert.Equal((PointValue.Of(true), false, false), (start.Value!.Value, start.Idempotent, start.Safe));
        Assert.Equal(new ConfirmSpec(new PointId("speed"), 0, null, null), start.ConfirmBy);
        var stop = pump.Command(new CommandId("stop"))!;
        Assert.Equal((PointValue.Of(false), true, true), (stop.Value!.Value, stop.Idempotent, stop.Safe));
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var device = Given.Device(Given.Points("a: {at: input/1}", "b: {at: discrete/1, scan: fast}"));
        Assert.Equal((BudgetSpec.Default, RecordRule.Change), (device.Budget, device.Record));
        Assert.Equal(DeviceSpec.DefaultRestoreWithin, device.RestoreWithin);
        var (a, b) = (device.Points[0], device.Points[1]);
        Assert.Equal((PointType.Uint16, PointRole.Measurement, "1", 1.0), (a.Type, a.Role, a.Unit, a.Scale));
        Assert.Equal((null, PointSpec.DefaultStaleAfter), (a.ScanPeriod, a.StaleAfter));
        Assert.Equal((PointType.Bool, ReplayRule.Never), (b.Type, b.Replay));
        Assert.Equal(TimeSpan.FromMilliseconds(1500), b.StaleAfter);
    }

    [Fact]
    public void A_device_overrides_its_profile_key_by_key()
    {
        var plant = Given.Plant(
            """
            gateways:
              g:
                link: {modbusTcp: "[::1]:1502"}
                devices:
                  a: {profile: p, unit: 1, restoreWithin: always, record: all, budget: {intensity: 1}, pace: 0ms}
                  b: {profile: p, unit: 255}
            profiles:
              p: {class: stream, restoreWithin: 5m, budget: {period: 2m, intensity: 9}, inFlight: 2, pace: 50ms}
            """);
        var (a, b) = (plant.Gateways[0].Devices[0], plant.Gateways[0].Devices[1]);
        Assert.Equal((null, RecordRule.All, 1), (a.RestoreWithin, a.Record, a.Budget.Intensity));
        Assert.Equal(TimeSpan.FromMinutes(2), a.Budget.Period);
        Assert.Equal((TimeSpan.FromMinutes(5), RecordRule.None, 9), (b.RestoreWithin, b.Record, b.Budget.Intensity));
        Assert.Equal(new LinkShare(2, TimeSpan.Zero), a.Share);
        Assert.Equal(new LinkShare(2, TimeSpan.FromMilliseconds(50)), b.Share);
        Assert.Equal(("::1", 1502), (plant.Gateways[0].Link.Host, plant.Gateways[0].Link.Port));
    }

    [Fact]
    public void Bits_of_one_register_may_be_points_of_their_own() =>
        Given.Plant(Given.Points("a: {at: input/9.0}", "b: {at: input/9.15}", "c: {at: holding/9, role: output}"));

    [Fact]
    public void The_range_of_a_scaled_point_may_reach_what_its_type_holds() =>
        Given.Point("a: {at: input/9, type: int16, scale: 0.1, range: [-3276.8, 3276.7]}");

    [Fact]
    public void The_simulated_plant_is_read_and_has_links_the_node_serves()
    {
        var plant = SimulatedPlant.Load();
        Assert.Equal(3, plant.Gateways.Length);
        Assert.True(plant.Gateways.Sum(gateway => gateway.Devices.Length) >= 12);
        Assert.All(plant.Gateways, gateway => Assert.Equal(
            (PlantLink.Simulator, "127.0.0.1", 0), (gateway.Link.Kind, gateway.Link.Host, gateway.Link.Port)));
        Assert.Equal(RepositoryFile.Text("Deploy", "plants", "simulated.yaml"), SimulatedPlant.Text());
    }

    [Fact]
    public void The_plants_of_the_compose_file_have_one_gateway_each_of_the_simulated_plant() => Assert.Equal(
        SimulatedPlant.Load().Gateways,
        new[] { "hall1", "lab", "utilities" }
            .SelectMany(gateway => Given.Plant(RepositoryFile.Text("Deploy", "plants", $"{gateway}.yaml")).Gateways));

    [Fact]
    public void Ten_thousand_devices_are_read_within_two_seconds()
    {
        var yaml = new StringBuilder(Given.Example[Given.Example.IndexOf("profiles:", StringComparison.Ordinal)..]);
        yaml.AppendLine().AppendLine("gateways:");
        for (var gateway = 0; gateway < 100; gateway++)
        {
            yaml.AppendLine($"  g{gateway}:");
            yaml.AppendLine($"    link: {{modbusTcp: 10.0.0.{gateway}:502}}");
            yaml.AppendLine("    scanClasses: {fast: 500ms, slow: 10s}");
            yaml.AppendLine("    devices:");
            for (var unit = 1; unit <= 100; unit++)
                yaml.AppendLine($"      d{unit}: {{profile: {(unit % 2 == 0 ? "vfd" : "eurotherm")}, unit: {unit}}}");
        }

        var watch = Stopwatch.StartNew();
        var plant = Given.Plant(yaml.ToString());
        watch.Stop();
        Assert.Equal(10_000, plant.Gateways.Sum(gateway => gateway.Devices.Length));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
    }
}
