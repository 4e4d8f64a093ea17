using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantDiffTests
{
    private static readonly PlantSpec Running = Given.Plant(Given.Example);

    private static readonly FieldSpec AnyField = new(
        "level", ModbusAddress.Parse("holding/1"), PointType.Uint16, WordOrder.ABCD, 1, 0, "1", null, 0, null);

    private static readonly InterlockSpec AnyInterlock = new(new PointId("hours"), 9, null, null);

    [Fact]
    public void The_same_plant_is_no_change()
    {
        var diff = PlantDiff.Between(Running, Given.Plant(Given.Example));
        Assert.True(diff.IsEmpty);
        Assert.Empty(diff.DevicesChanged);
    }

    [Fact]
    public void The_first_plant_is_all_new()
    {
        var diff = PlantDiff.Between(null, Running);
        Assert.Equal([new GatewayId("hall1")], diff.GatewaysAdded);
        Assert.Equal([DeviceId.Parse("hall1/oven"), DeviceId.Parse("hall1/pump")], diff.DevicesAdded);
        Assert.Equal(
            ["+ hall1  modbusTcp 10.0.0.5:502", "+ hall1/oven  eurotherm, unit 1", "+ hall1/pump  vfd, unit 2"],
            diff.Lines);
    }

    [Fact]
    public void A_changed_key_of_a_profile_changes_its_devices_and_is_named()
    {
        var diff = Edited("range: [0, 50]", "range: [0, 60]");
        Assert.Equal(["~ hall1/pump  points.speed.range: 0 to 50 -> 0 to 60"], diff.Lines);
        Assert.Equal([DeviceId.Parse("hall1/pump")], diff.DevicesChanged);
        Assert.Empty(diff.GatewaysChanged);
    }

    [Fact]
    public void A_changed_link_changes_the_gateway_and_no_device()
    {
        var diff = Edited("10.0.0.5:502, inFlight: 1, pace: 20ms", "10.0.0.6:502, inFlight: 2");
        Assert.Equal(
            [
                "~ hall1  link.inFlight: 1 -> 2",
                "~ hall1  link.modbusTcp: 10.0.0.5:502 -> 10.0.0.6:502",
                "~ hall1  link.pace: 20ms -> 0ms",
            ],
            diff.Lines);
        Assert.Equal([new GatewayId("hall1")], diff.GatewaysChanged);
        Assert.Empty(diff.DevicesChanged);
    }

    [Fact]
    public void A_changed_scan_class_changes_the_devices_that_use_it() => Assert.Equal(
        [
            "~ hall1/pump  points.hours.scan: 10s -> 20s",
            "~ hall1/pump  points.hours.staleAfter: 30s -> 1m",
        ],
        Edited("slow: 10s", "slow: 20s").Lines);

    [Fact]
    public void A_renamed_device_is_one_less_and_one_more()
    {
        var diff = Edited("      pump:", "      pump2:");
        Assert.Equal(["- hall1/pump", "+ hall1/pump2  vfd, unit 2"], diff.Lines);
        Assert.Equal([DeviceId.Parse("hall1/pump")], diff.DevicesRemoved);
    }

    [Fact]
    public void A_point_that_comes_or_goes_is_one_line()
    {
        var diff = Edited("      hours: {at: input/10, type: uint32", "      total: {at: input/10, type: uint32");
        Assert.Equal(
            ["~ hall1/pump  points.hours: removed", "~ hall1/pump  points.total: added at input/10, uint32"],
            diff.Lines);
    }

    [Fact]
    public void Another_order_of_points_is_a_change_that_is_named()
    {
        var device = Running.Gateways[0].Devices[0];
        var gateway = Running.Gateways[0];
        var wanted = new PlantSpec(
        [
            gateway with
            {
                Devices = gateway.Devices.SetItem(0, device with { Points = [.. device.Points.Reverse()] }),
            },
        ]);
        Assert.Equal(["~ hall1/oven  the order of points or commands"], PlantDiff.Between(Running, wanted).Lines);
    }

    [Fact]
    public void Every_key_of_a_point_and_a_command_that_changes_has_a_line()
    {
        var device = Running.Gateways[0].Devices[1];
        var (point, command) = (device.Points[0], device.Commands[0]);
        PointSpec[] points =
        [
            point with { At = ModbusAddress.Parse("holding/99") }, point with { Type = PointType.Int16 },
            point with { Order = WordOrder.DCBA }, point with { Scale = 3 },
            point with { Offset = 3 }, point with { Unit = "x" },
            point with { Range = null }, point with { Role = PointRole.Trigger },
            point with { ScanPeriod = TimeSpan.FromSeconds(9) }, point with { StaleAfter = TimeSpan.FromSeconds(9) },
            point with { After = [new PointId("hours")] }, point with { Replay = ReplayRule.Always },
            point with { WhenDown = WhenDown.Queue }, point with { Ttl = TimeSpan.FromSeconds(9) },
            point with { Repeatable = true }, point with { Record = RecordRule.All },
            point with { Deadband = 0.5 }, point with { RecordAtLeast = TimeSpan.FromSeconds(9) },
            point with { Overlay = OverlayKind.Offset },
            point with { Length = 9 },
            point with { Names = new ValueNames([new ValueName(1, "one")]) },
            point with
            {
                Alarms = new PointAlarms(
                    9, 8, 2, 1, null, 1, TimeSpan.Zero, TimeSpan.Zero, AlarmSeverity.Low, true, "look"),
            },
            point with { Fields = [AnyField] }, point with { IsReadable = false },
            point with { RestoreWithin = TimeSpan.FromSeconds(9) }, point with { OnConflict = ConflictRule.Adopt },
            point with { MaxRate = 9 }, point with { Interlocks = [AnyInterlock] },
        ];
        CommandSpec[] commands =
        [
            command with { At = ModbusAddress.Parse("coil/99") }, command with { Type = PointType.Int16 },
            command with { Value = null }, command with { Idempotent = true }, command with { Safe = true },
            command with { ConfirmBy = null }, command with { WhenDown = WhenDown.Busy },
            command with { Ttl = TimeSpan.FromSeconds(9) }, command with { Order = WordOrder.DCBA },
            command with { Length = 9 }, command with { Interlocks = [AnyInterlock] },
        ];
        // As many as there are properties, less the id.
        Assert.Equal(typeof(PointSpec).GetConstructors()[0].GetParameters().Length - 1, points.Length);
        Assert.Equal(typeof(CommandSpec).GetConstructors()[0].GetParameters().Length - 1, commands.Length);
        Assert.All(points, changed => HasLine(device with { Points = device.Points.SetItem(0, changed) }));
        Assert.All(commands, changed => HasLine(device with { Commands = device.Commands.SetItem(0, changed) }));
    }

    [Fact]
    public void Every_key_of_a_field_that_changes_has_a_line()
    {
        var device = Running.Gateways[0].Devices[1];
        FieldSpec[] fields =
        [
            AnyField with { Name = "x" }, AnyField with { At = ModbusAddress.Parse("holding/99") },
            AnyField with { Type = PointType.Int16 }, AnyField with { Order = WordOrder.DCBA },
            AnyField with { Scale = 3 }, AnyField with { Offset = 3 }, AnyField with { Unit = "x" },
            AnyField with { Range = new ValueRange(3, 4) }, AnyField with { Length = 3 },
            AnyField with { Names = new ValueNames([new ValueName(1, "one")]) },
        ];
        Assert.Equal(typeof(FieldSpec).GetConstructors()[0].GetParameters().Length, fields.Length);
        var point = device.Points[0];
        Assert.All(fields, changed => Assert.NotEqual(
            LineOf(device, point with { Fields = [AnyField] }), LineOf(device, point with { Fields = [changed] })));
    }

    [Fact]
    public void Every_key_of_a_device_that_changes_has_a_line()
    {
        var device = Running.Gateways[0].Devices[1];
        DeviceSpec[] devices =
        [
            device with { Profile = "x" }, device with { Class = DeviceClass.Block }, device with { Unit = 99 },
            device with { Area = null }, device with { Identity = new IdentitySpec(ModbusAddress.Parse("input/1"), 1) },
            device with { Points = [] }, device with { Commands = [] }, device with { RestoreWithin = null },
            device with { Budget = BudgetSpec.Default with { Intensity = 99 } },
            device with { Record = RecordRule.None }, device with { ReadGap = 99 },
            device with { BitWrites = BitWrites.ReadModifyWrite },
            device with { Share = new LinkShare(2, TimeSpan.FromSeconds(1)) },
            device with { ReadMax = 50 },
            device with { RestoreGroups = [new RestoreGroupSpec("setup", [new PointId("sp")], [], [])] },
        ];
        // Beside those of the constructor, all but the id, there is one more.
        Assert.Equal(typeof(DeviceSpec).GetConstructors()[0].GetParameters().Length, devices.Length);
        Assert.All(devices, HasLine);
    }

    [Fact]
    public void Every_key_of_a_link_that_changes_has_a_line()
    {
        var gateway = Running.Gateways[0];
        var link = gateway.Link;
        LinkSpec[] links =
        [
            link with { Kind = "x" }, link with { Host = "x" }, link with { Port = 99 },
            link with { RequestsInFlightMax = 9 }, link with { Pace = TimeSpan.FromSeconds(9) },
            link with { ResponseTime = TimeSpan.FromSeconds(9) }, link with { ConnectTime = TimeSpan.FromSeconds(9) },
            link with { TransactionId = TransactionIdRule.Ignore },
        ];
        Assert.Equal(typeof(LinkSpec).GetConstructors()[0].GetParameters().Length, links.Length);
        Assert.All(links, changed => Assert.NotEmpty(
            PlantDiff.Between(Running, new PlantSpec([gateway with { Link = changed }])).Lines));
    }

    private static void HasLine(DeviceSpec device)
    {
        var lines = Lines(device);
        Assert.NotEmpty(lines);
        Assert.DoesNotContain("the order of", lines[0]);
    }

    private static string LineOf(DeviceSpec device, PointSpec point) =>
        Assert.Single(Lines(device with { Points = device.Points.SetItem(0, point) }));

    private static IReadOnlyList<string> Lines(DeviceSpec device)
    {
        var gateway = Running.Gateways[0];
        return PlantDiff
            .Between(Running, new PlantSpec([gateway with { Devices = gateway.Devices.SetItem(1, device) }])).Lines;
    }

    private static PlantDiff Edited(string old, string with)
    {
        Assert.Contains(old, Given.Example);
        return PlantDiff.Between(Running, Given.Plant(Given.Example.Replace(old, with, StringComparison.Ordinal)));
    }
}
