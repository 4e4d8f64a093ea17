using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

/// <summary>Policies at every level: profile, device, point, command.</summary>
public sealed class PlantPolicyTests
{
    private const string Setting = "sp: {at: holding/0, role: configuration}";
    private const string Queued = "sp: {at: holding/0, role: configuration, whenDown: queue, ttl: 9s}";

    [Fact]
    public void A_setting_without_policies_is_restored_and_held_in_conflict()
    {
        var point = Device("", "", Setting).Points[0];
        Assert.Equal((ReplayRule.Restore, ConflictRule.Hold), (point.Replay, point.OnConflict));
        Assert.Equal((null, null), (point.RestoreWithin, point.MaxRate));
        Assert.Empty(point.Interlocks);
    }

    [Fact]
    public void A_point_says_what_becomes_of_it()
    {
        var point = Device("", "", "sp: {at: holding/0, role: configuration, restoreWithin: always, onConflict: adopt, "
            + "maxRate: 0.5, interlock: {point: door, equals: true}}", "door: {at: discrete/0, scan: fast}").Points[0];
        Assert.Equal((ConflictRule.Adopt, PointSpec.RestoreAlways), (point.OnConflict, point.RestoreWithin!.Value));
        Assert.Equal(0.5, point.MaxRate);
        Assert.Equal([new InterlockSpec(new PointId("door"), null, null, PointValue.Of(true))], point.Interlocks);
    }

    [Fact]
    public void A_profile_says_it_for_all_its_settings()
    {
        var device = Device(
            "", "onConflict: restore, replay: always, whenDown: queue, ttl: 5s, staleAfter: 7s, repeatable: true",
            Setting, "own: {at: holding/1, role: configuration, replay: never, whenDown: busy, repeatable: false}",
            "out: {at: holding/2, role: output}");
        var (sp, own, output) = (device.Points[0], device.Points[1], device.Points[2]);
        Assert.Equal((ReplayRule.Always, ConflictRule.Restore, WhenDown.Queue),
            (sp.Replay, sp.OnConflict, sp.WhenDown));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7), true),
            (sp.Ttl!.Value, sp.StaleAfter, sp.Repeatable));
        Assert.Equal((ReplayRule.Never, WhenDown.Busy, null, false),
            (own.Replay, own.WhenDown, own.Ttl, own.Repeatable));
        Assert.Equal((null, TimeSpan.FromSeconds(7)), (output.WhenDown, output.StaleAfter));
    }

    [Fact]
    public void A_device_says_it_for_all_its_settings_before_the_profile()
    {
        var device = Device("onConflict: adopt, whenDown: busy", "onConflict: restore", Setting,
            "own: {at: holding/1, role: configuration, onConflict: hold}");
        Assert.Equal((ConflictRule.Adopt, WhenDown.Busy), (device.Points[0].OnConflict, device.Points[0].WhenDown));
        Assert.Equal(ConflictRule.Hold, device.Points[1].OnConflict);
    }

    [Fact]
    public void A_device_overrides_points()
    {
        var point = Device("points: {sp: {range: [0, 200], whenDown: busy}}", "", Queued).Points[0];
        Assert.Equal(new ValueRange(0, 200), point.Range);
        Assert.Equal((WhenDown.Busy, null), (point.WhenDown, point.Ttl));
        Assert.Equal("holding/0", $"{point.At}");
    }

    [Fact]
    public void A_device_overrides_commands()
    {
        var device = Given.Device(Given.Commands("go: {write: {at: coil/0, value: true}, idempotent: true}",
            "home: {write: {at: coil/1, value: true}, idempotent: true}")
            .Replace("unit: 1}", "unit: 1, commands: {go: {whenDown: queue, ttl: 3s}}}", StringComparison.Ordinal));
        Assert.Equal((WhenDown.Queue, TimeSpan.FromSeconds(3)),
            (device.Commands[0].WhenDown, device.Commands[0].Ttl!.Value));
        Assert.Null(device.Commands[1].WhenDown);
    }

    [Fact]
    public void An_override_of_one_device_leaves_the_others_alone()
    {
        var plant = Given.Plant(Points("points: {sp: {range: [0, 9]}}", "", Setting).Replace(
            "devices: {", "devices: {e: {profile: p, unit: 2}, ", StringComparison.Ordinal));
        var devices = plant.Gateways.Single().Devices;
        Assert.Equal(new ValueRange(0, 9), devices[0].Points[0].Range);
        Assert.Null(devices[1].Points[0].Range);
    }

    [Fact]
    public void An_override_takes_what_goes_with_it_along() => Assert.Equal(
        (ReplayRule.Never, ConflictRule.Hold),
        Device("points: {sp: {replay: never}}", "", "sp: {at: holding/0, role: configuration, onConflict: adopt}")
            .Points.Select(point => (point.Replay, point.OnConflict)).Single());

    [Fact]
    public void A_changed_override_is_a_changed_device()
    {
        var before = Given.Plant(Points("points: {sp: {maxRate: 1}}", "", Setting));
        var after = Given.Plant(Points("points: {sp: {maxRate: 2}}", "", Setting));
        Assert.Equal(["~ g/d  points.sp.maxRate: 1 -> 2"], PlantDiff.Between(before, after).Lines);
    }

    [Theory]
    [InlineData("points: {sp: {at: holding/5}}", "points.sp.at: 'at' is for the profile to say")]
    [InlineData("points: {sp: {type: int16}}", "points.sp.type: 'type' is for the profile to say")]
    [InlineData("points: {sp: {rnage: [0, 1]}}", "points.sp.rnage: 'rnage' is no key of a pointOverride: did you")]
    [InlineData("points: {pv: {range: [0, 1]}}", "points.pv: 'pv' is no point of the profile 'p': ")]
    [InlineData("points: {sp: {range: [0, 70000]}}", "points.sp.range: 0 to 70000 is more than a uint16 holds")]
    [InlineData("points: {sp: {whenDown: queue}}", "points.sp.whenDown: 'whenDown: queue' needs a 'ttl'")]
    [InlineData("points: {sp: 5}", "points.sp: The keys of a pointOverride are expected here")]
    [InlineData("commands: {go: {whenDown: busy}}", "commands.go: 'go' is no command of the profile 'p': none is")]
    [InlineData("whenDown: queue", "whenDown: 'whenDown: queue' needs a 'ttl'")]
    [InlineData("onConflict: keep", "onConflict: 'keep' is not one of hold, restore, adopt.")]
    public void An_override_that_can_not_be_is_refused_there(string keys, string problem) => Assert.StartsWith(
        $"2: gateways.g.devices.d.{problem}", Given.Problem(Points(keys, "", Setting)));

    [Theory]
    [InlineData("{at: input/0, maxRate: 1}", "maxRate: 'maxRate' is about writing, and a measurement is never")]
    [InlineData("{at: coil/0, role: output, maxRate: 1}", "maxRate: A bool is no number that could change too fast.")]
    [InlineData("{at: holding/0, role: output, maxRate: 0}", "maxRate: A rate is above 0")]
    [InlineData("{at: holding/0, role: output, maxRate: fast}", "maxRate: A number is expected, not 'fast'.")]
    [InlineData("{at: coil/0, role: output, onConflict: hold}", "onConflict: Only configuration is restored; a output")]
    [InlineData("{at: coil/0, role: configuration, replay: never, onConflict: hold}",
        "onConflict: With 'replay: never' nothing is restored")]
    [InlineData("{at: coil/0, role: output, restoreWithin: 1m}", "restoreWithin: Only configuration is restored")]
    [InlineData("{at: coil/0, role: configuration, restoreWithin: soon}", "restoreWithin: A duration")]
    [InlineData("{at: input/0, interlock: {point: door, equals: true}}", "interlock: 'interlock' is about writing")]
    [InlineData("{at: coil/0, role: output, interlock: {point: dor, equals: true}}",
        "interlock.point: 'dor' is no point of this profile: did you mean 'door'?")]
    [InlineData("{at: coil/0, role: output, interlock: {point: oven/door, equals: true}}",
        "interlock.point: 'g/oven' (for g/d) is no device of this plant: ")]
    [InlineData("{at: coil/0, role: output, interlock: {point: slow, above: 1}}",
        "interlock.point: 'slow' is read only when it is asked for")]
    [InlineData("{at: coil/0, role: output, interlock: [{point: door, above: 1}]}",
        "interlock.0.above: 'door' is no number: use equals.")]
    [InlineData("{at: coil/0, role: output, interlock: {point: door}}",
        "interlock: Exactly one of above, below and equals is expected")]
    [InlineData("{at: coil/0, role: output, interlock: door}", "interlock: The keys of a interlock are expected here")]
    public void A_policy_that_can_not_be_is_refused(string point, string problem) => Assert.StartsWith(
        $"7: profiles.p.points.a.{problem}",
        Given.Problem(Given.Points($"a: {point}", "door: {at: discrete/5, scan: fast}", "slow: {at: input/9}")));

    [Fact]
    public void A_problem_of_the_profile_is_told_once_though_a_device_overrides_the_point() => Assert.StartsWith(
        "7: profiles.p.points.sp.type:",
        Given.Problem(Points("points: {sp: {range: [0, 1]}}", "",
            "sp: {at: holding/0, type: foo, role: configuration}")));

    private static DeviceSpec Device(string device, string profile, params string[] points) =>
        Given.Device(Points(device, profile, points));

    private static string Points(string device, string profile, params string[] points)
    {
        var yaml = Given.Points(points);
        if (device.Length > 0)
            yaml = yaml.Replace("unit: 1}", $"unit: 1, {device}}}", StringComparison.Ordinal);
        var lines = string.Concat(Split(profile).Select(key => $"    {key}\n"));
        return yaml.Replace("    points:\n", $"{lines}    points:\n", StringComparison.Ordinal);
    }

    private static string[] Split(string keys) => keys.Split(", ", StringSplitOptions.RemoveEmptyEntries);
}
