using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

/// <summary>Interlocks on points of other devices, as a plant file declares them.</summary>
public sealed class OtherInputsTests
{
    [Fact]
    public void A_device_of_the_same_gateway_is_named_by_its_own_id()
    {
        var interlock = Interlock(Given.Plant(Text("{point: e/door, equals: true}")));
        Assert.Equal(
            new InterlockSpec(
                new PointId("door"), null, null, PointValue.Of(true), new InterlockDevice(null, "e")),
            interlock);
        Assert.Equal("g/e/door", $"{interlock.InputOf(DeviceId.Parse("g/d"))}");
        Assert.Equal("e/door equals true", $"{interlock}");
    }

    [Fact]
    public void A_device_of_another_gateway_is_named_with_it()
    {
        var interlock = Interlock(Given.Plant(Text("{point: h/f/temp, below: 60}")));
        Assert.Equal("h/f/temp", $"{interlock.InputOf(DeviceId.Parse("g/d"))}");
        Assert.Equal("h/f/temp below 60", $"{interlock}");
    }

    [Fact]
    public void Commands_and_devices_have_them_too()
    {
        var plant = Given.Plant(Text(
            "{point: h/f/temp, below: 60}", device: ", commands: {go: {interlock: {point: e/door, equals: true}}}"));
        Assert.Equal(
            "e/door equals true", $"{plant.Gateways[0].Devices[0].Commands.Single().Interlocks.Single()}");
    }

    [Fact]
    public void Devices_may_look_at_each_other()
    {
        var text = Text("{point: e/door, equals: true}").Replace(
            "back: {at: holding/9, role: output}",
            "back: {at: holding/9, role: output, interlock: {point: g/d/pv, above: 0}}", StringComparison.Ordinal);
        Assert.Equal("g/d/pv above 0", $"{Given.Plant(text).Gateways[0].Devices[1].Points[^1].Interlocks.Single()}");
    }

    [Fact]
    public void A_changed_one_is_a_changed_device() => Assert.Equal(
        ["~ g/d  points.sp.interlock: [e/door equals true] -> [h/f/temp below 60]"],
        PlantDiff.Between(
            Given.Plant(Text("{point: e/door, equals: true}")),
            Given.Plant(Text("{point: h/f/temp, below: 60}"))).Lines);

    [Theory]
    [InlineData("{point: e/dor, equals: true}",
        "point: 'dor' is no point of 'g/e' (for g/d), which has the profile 'other': did you mean 'door'?")]
    [InlineData("{point: x/door, equals: true}",
        "point: 'g/x' (for g/d) is no device of this plant: did you mean 'g/d'?")]
    [InlineData("{point: h/x/door, equals: true}", "point: 'h/x' is no device of this plant: did you mean 'h/f'?")]
    [InlineData("{point: e/mute, equals: 1}", "point: 'mute' can't be read, so it proves nothing.")]
    [InlineData("{point: e/slow, above: 1}", "point: 'slow' is read only when it is asked for: what an interlock goes")]
    [InlineData("{point: e/door, above: 1}", "above: 'door' is no number: use equals.")]
    [InlineData("{point: e/door, equals: 5}", "equals: 'door' never equals ")]
    [InlineData("{point: e/mark, equals: 5}", "equals: 'g/e/mark' is a text: put 5 into quotes.")]
    [InlineData("{point: e/door}", " Exactly one of above, below and equals is expected")]
    [InlineData("{point: g/d/sp, above: 5}", "point: 'sp' would stand in its own way")]
    [InlineData("{point: sp, above: 5}", "point: 'sp' would stand in its own way")]
    [InlineData("{point: a/b/c/d, above: 5}", "point: 'a/b/c/d' names no point: POINT of the same device, DEVICE/")]
    [InlineData("{point: /door, equals: true}", "point: '/door' names no point")]
    public void What_can_not_be_looked_at_is_refused_there(string interlock, string problem) => Assert.StartsWith(
        $"12: profiles.p.points.sp.interlock{(problem[0] == ' ' ? ":" : ".")}{problem}",
        Given.Problem(Text(interlock)));

    [Fact]
    public void A_plant_without_the_other_device_is_refused() => Assert.StartsWith(
        "12: profiles.p.points.sp.interlock.point: 'h/f' is no device of this plant",
        Given.Problem(Text("{point: h/f/temp, below: 60}").Replace(
            "{f: {profile: other, unit: 1} }", "{}", StringComparison.Ordinal)));

    [Fact]
    public void Of_many_devices_with_one_profile_it_is_told_once()
    {
        var devices = string.Join(
            ", ", Enumerable.Range(2, 20).Select(unit => $"d{unit}: {{profile: p, unit: {unit}}}"));
        var text = Text("{point: h/x/door, equals: true}").Replace("devices: {d:", $"devices: {{{devices}, d:",
            StringComparison.Ordinal).Replace("e: {profile: other, unit: 2}", "e: {profile: other, unit: 100}",
            StringComparison.Ordinal);
        Assert.StartsWith("12: profiles.p.points.sp.interlock.point: 'h/x'", Given.Problem(text));
    }

    [Fact]
    public void A_plant_that_was_accepted_once_keeps_an_interlock_on_itself()
    {
        var result = PlantFile.ParseRecorded(Text("{point: sp, above: 5}"), "plant.yaml");
        Assert.True(result.IsValid, string.Join('\n', result.Lines()));
        Assert.Contains("would stand in its own way", result.Warnings.Single().Message);
    }

    private static InterlockSpec Interlock(PlantSpec plant) =>
        plant.Gateways[0].Devices[0].Points.Single(point => point.Id.Value == "sp").Interlocks.Single();

    /// <summary>A plant of three devices on two gateways; the interlock is in line 12.</summary>
    private static string Text(string interlock, string device = "") =>
        $$"""
        gateways:
          g:
            link: {modbusTcp: h1}
            devices: {d: {profile: p, unit: 1{{device}} }, e: {profile: other, unit: 2} }
          h: {link: {modbusTcp: h2}, devices: {f: {profile: other, unit: 1} } }
        profiles:
          p:
            class: register
            points:
              pv: {at: input/0, scan: 1s}
              # The setting that is looked at.
              sp: {at: holding/0, role: configuration, scan: 1s, interlock: {{interlock}} }
            commands:
              go: {write: {at: coil/0, value: true}, idempotent: true}
          other:
            class: register
            points:
              door: {at: discrete/0, scan: 1s}
              temp: {at: input/1, scan: 1s, unit: Cel}
              slow: {at: input/2}
              mark: {at: input/10, type: string, length: 4, scan: 1s}
              mute: {at: holding/5, readable: false, role: output}
              back: {at: holding/9, role: output}
        """;
}
