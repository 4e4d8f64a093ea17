using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

/// <summary>What a class supplies, what the plant says otherwise of it, and what is nearer than both.</summary>
public sealed class PlantClassTests
{
    private const string Setting = "sp: {at: holding/0, role: configuration}";

    [Fact]
    public void No_two_classes_are_the_same()
    {
        var all = Enum.GetValues<DeviceClass>().Select(ClassDefaults.Of).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    [Fact]
    public void A_class_supplies_what_nobody_says()
    {
        var device = Device("instrument", "", "", Setting, "t: {at: input/0, scan: fast}", "u: {at: input/1}");
        Assert.Null(device.RestoreWithin);
        Assert.Equal(ConflictRule.Restore, device.Points[0].OnConflict);
        var actuator = Device("actuator", "", "", "t: {at: input/0, scan: fast}", "u: {at: input/1}");
        Assert.Equal((TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2)),
            (actuator.Points[0].StaleAfter, actuator.Points[1].StaleAfter));
        Assert.Equal(RecordRule.None, Device("stream", "", "", Setting).Record);
    }

    [Fact]
    public void What_the_plant_says_of_a_class_comes_before_that()
    {
        const string classes =
            "{actuator: {whenDown: queue, ttl: 9s, staleAfter: 1s, onConflict: adopt, restoreWithin: 1h, record: all}}";
        var device = Device("actuator", classes, "", Setting, "t: {at: input/0}", "o: {at: holding/1, role: output}");
        var (sp, t, o) = (device.Points[0], device.Points[1], device.Points[2]);
        Assert.Equal((WhenDown.Queue, TimeSpan.FromSeconds(9), ConflictRule.Adopt),
            (sp.WhenDown, sp.Ttl!.Value, sp.OnConflict));
        Assert.Equal((TimeSpan.FromSeconds(1), null), (t.StaleAfter, o.WhenDown));
        Assert.Equal((TimeSpan.FromHours(1), RecordRule.All), (device.RestoreWithin!.Value, device.Record));
        Assert.Equal(ConflictRule.Hold, Device("register", classes, "", Setting).Points[0].OnConflict);
    }

    [Fact]
    public void What_a_profile_says_comes_before_what_the_plant_says_of_its_class()
    {
        var device = Device(
            "actuator", "{actuator: {whenDown: queue, ttl: 9s, restoreWithin: 1h}}",
            "whenDown: busy, restoreWithin: 2h", Setting);
        Assert.Equal((WhenDown.Busy, null, TimeSpan.FromHours(2)),
            (device.Points[0].WhenDown, device.Points[0].Ttl, device.RestoreWithin!.Value));
    }

    [Theory]
    [InlineData("whenDown: busy", WhenDown.Busy, null)]
    [InlineData("", null, null)]
    public void A_profiles_policy_is_for_its_idempotent_commands_too(string profile, WhenDown? home, WhenDown? dose)
    {
        var yaml = Yaml("register", "", profile, Setting)
            + "\n    commands:\n      home: {write: {at: coil/0}, idempotent: true}"
            + "\n      dose: {write: {at: coil/1}, idempotent: false}"
            + "\n      stop: {write: {at: coil/2, value: false}, idempotent: true, safe: true}";
        var commands = Given.Device(yaml).Commands;
        Assert.Equal((home, dose, null), (commands[0].WhenDown, commands[1].WhenDown, commands[2].WhenDown));
    }

    [Fact]
    public void A_device_says_otherwise_of_commands_alarms_safe_values_and_proofs()
    {
        var device = Given.Device(Yaml(
            "register", "", "", "t: {at: input/0, alarms: {high: 80, low: 5, delay: 3s}}",
            "o: {at: holding/0, role: output, safe: 0}", "on: {at: discrete/0}",
            "a: {at: holding/1, role: configuration}", "b: {at: holding/2, role: configuration}")
            .Replace("unit: 1}", "unit: 1, whenDown: busy, points: {t: {alarms: {high: 70}}, a: {after: b}, "
                + "o: {safe: [1, 2], confirmBy: {point: on, equals: true}}}, commands: {go: {safe: true, "
                + "confirmBy: {point: on, equals: true}}}}", StringComparison.Ordinal)
            + "\n    commands:\n      go: {write: {at: coil/0, value: true}, idempotent: true}"
            + "\n      home: {write: {at: coil/1, value: true}, idempotent: true}");
        var alarms = device.Points[0].Alarms!;
        Assert.Equal((70.0, 5.0, TimeSpan.FromSeconds(3)), (alarms.High, alarms.Low, alarms.Delay));
        Assert.Equal([PointValue.Of(1), PointValue.Of(2)], device.Points[1].SafeValues);
        Assert.Equal(new PointId("on"), device.Points[1].ConfirmBy!.Point);
        Assert.Equal([new PointId("b")], device.Points[3].After);
        Assert.True(device.Commands[0].Safe);
        Assert.Equal(new PointId("on"), device.Commands[0].ConfirmBy!.Point);
        Assert.Equal((null, WhenDown.Busy), (device.Commands[0].WhenDown, device.Commands[1].WhenDown));
    }

    [Theory]
    [InlineData("", "g")]
    [InlineData(", restoreGroups: {h: {points: [b, a]}}", "h")]
    [InlineData(", restoreGroups: {}", "")]
    public void A_device_has_its_own_restore_groups(string own, string groups)
    {
        var yaml = Yaml(
            "register", "", "", "a: {at: holding/1, role: configuration}", "b: {at: holding/2, role: configuration}")
            .Replace("unit: 1}", $"unit: 1{own}}}", StringComparison.Ordinal)
            + "\n    restoreGroups: {g: {points: [a, b]}}";
        Assert.Equal(groups, string.Join(", ", Given.Device(yaml).RestoreGroups.Select(group => group.Name)));
    }

    [Theory]
    [InlineData("points: {a: {after: b}, b: {after: a}}", "profiles.p.points.a: 'after' leads in a circle")]
    [InlineData("points: {a: {after: c}}", "gateways.g.devices.d.points.a.after: 'c' is no point of this profile")]
    [InlineData("points: {a: {after: b}}",
        "gateways.g.devices.d.points: In the restore group 'g': 'a' comes after 'b', as")]
    [InlineData("restoreGroups: {g: {points: [a, c]}}",
        "gateways.g.devices.d.restoreGroups.g.points.1: 'c' is no point of this profile")]
    public void An_order_that_can_not_be_is_refused(string own, string problem)
    {
        var yaml = Yaml(
            "register", "", "", "a: {at: holding/1, role: configuration}", "b: {at: holding/2, role: configuration}")
            .Replace("unit: 1}", $"unit: 1, {own}}}", StringComparison.Ordinal)
            + "\n    restoreGroups: {g: {points: [a, b]}}";
        var result = PlantFile.Parse(yaml, "plant.yaml");
        Assert.Contains(
            result.Problems, found => $"{found.Key}: {found.Message}".StartsWith(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{pump: {whenDown: busy}}", "classes.pump: 'pump' is no class: ")]
    [InlineData("{actuator: {budget: {}}}", "classes.actuator.budget: 'budget' is no key of a class")]
    [InlineData("{actuator: {whenDown: queue}}", "classes.actuator.whenDown: 'whenDown: queue' needs a 'ttl'")]
    public void A_class_that_can_not_be_is_refused(string classes, string problem) =>
        Assert.Contains(problem, Given.Problem(Yaml("register", classes, "", Setting)), StringComparison.Ordinal);

    [Fact]
    public void A_node_may_let_requests_wait_longer_in_the_queue()
    {
        var yaml = Yaml("register", "", "whenDown: queue, ttl: 10m", Setting);
        Assert.StartsWith(
            "7: profiles.p.ttl: A duration from 1ms to 1m is expected, not 10m.", Given.Problem(yaml));
        var allowed = PlantFile.Parse(yaml, "plant.yaml", TimeSpan.FromMinutes(10)).Plant!;
        Assert.Equal(TimeSpan.FromMinutes(10), allowed.Gateways[0].Devices[0].Points[0].Ttl);
    }

    [Fact]
    public void A_recorded_plant_goes_on_with_what_the_node_lets_wait()
    {
        var recorded = PlantFile.ParseRecorded(
            Yaml("register", "", "whenDown: queue, ttl: 10m", Setting), "plant.yaml");
        Assert.Equal(TimeSpan.FromSeconds(60), recorded.Plant!.Gateways[0].Devices[0].Points[0].Ttl);
        Assert.Contains("--ttl-max", Assert.Single(recorded.Warnings).Message, StringComparison.Ordinal);
    }

    private static DeviceSpec Device(string kind, string classes, string profile, params string[] points) =>
        Given.Device(Yaml(kind, classes, profile, points));

    private static string Yaml(string kind, string classes, string profile, params string[] points)
    {
        var keys = string.Concat(
            profile.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(key => $"\n    {key}"));
        var yaml = Given.Points(points).Replace("class: register", $"class: {kind}{keys}", StringComparison.Ordinal);
        return classes.Length == 0 ? yaml : $"classes: {classes}\n{yaml}";
    }
}
