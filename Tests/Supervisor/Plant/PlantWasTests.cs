using Understudy.Hardware.Model;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantWasTests
{
    private const string Link = "link: {modbusTcp: h}";

    [Fact]
    public void Former_ids_are_one_or_a_list()
    {
        var gateway = Given.Plant(Given.Gateways(
            $"g: {{was: old, {Link}, devices: {{d: {{was: [b, a], profile: p, unit: 1}}}}}}")).Gateways.Single();

        Assert.Equal("old", Assert.Single(gateway.Was).Value);
        Assert.Equal(["b", "a"], gateway.Devices.Single().Was);
    }

    [Fact]
    public void Points_and_commands_have_former_ids()
    {
        Assert.Equal(new PointId("t"), Assert.Single(Given.Point("temp: {at: input/0, was: t}").Was));
        var command = Given.Device(Given.Commands("go: {was: run, write: {at: coil/1, value: true}, idempotent: true}"))
            .Commands.Single();
        Assert.Equal(new CommandId("run"), Assert.Single(command.Was));
    }

    [Fact]
    public void A_device_may_have_called_a_point_otherwise_than_its_profile_did()
    {
        var device = Given.Device(Overridden("a: {was: [y, z]}"));

        Assert.Equal(["y", "z"], device.Points[0].Was.Select(was => was.Value));
    }

    [Theory]
    [InlineData("g", "'g' is what the gateway is called now: 'was' says what it was before.")]
    [InlineData("a b", "'a b' is no gateway id: ")]
    [InlineData("[a, a]", "'a' is given twice.")]
    [InlineData("{}", "The id that the gateway had before is expected, not a mapping.")]
    [InlineData("[a, b, c, d, e, f, i, j, k]", "At most 8 are accepted here.")]
    public void A_former_id_that_can_not_be_is_refused(string was, string problem) => Assert.Contains(
        problem, Given.Problem(Given.Gateways($"g: {{was: {was}, {Link}}}")));

    [Fact]
    public void A_former_gateway_that_is_still_declared_is_refused() => Assert.Equal(
        "7: gateways.h.was: The gateway 'g' is still declared, in line 6: what was renamed is there under its new id "
        + "only.",
        Given.Problem(Given.Gateways($"g: {{{Link}}}", "h: {was: g, link: {modbusTcp: \"h:503\"}}")));

    [Fact]
    public void Two_devices_that_were_the_same_are_refused() => Assert.Equal(
        "6: gateways.g.devices.e.was: The device 'd' in line 6 was 'a' too: only one of them can go on with its "
        + "journal.",
        Given.Problem(Given.Gateways(
            $"g: {{{Link}, devices: {{d: {{was: a, profile: p, unit: 1}}, e: {{was: a, profile: p, unit: 2}}}}}}")));

    [Fact]
    public void Devices_may_swap_their_ids_and_have_those_of_other_gateways() => Given.Plant(Given.Gateways(
        $"g: {{{Link}, devices: {{d: {{was: e, profile: p, unit: 1}}, e: {{was: d, profile: p, unit: 2}}}}}}",
        "h: {link: {modbusTcp: \"h:503\"}, devices: {f: {was: d, profile: p, unit: 1}}}"));

    [Fact]
    public void A_former_point_that_is_still_declared_is_refused() => Assert.Equal(
        "8: profiles.p.points.b.was: The point 'a' is still declared, in line 7: what was renamed is there under its "
        + "new id only.",
        Given.Problem(Given.Points("a: {at: input/0}", "b: {at: input/1, was: a}")));

    [Fact]
    public void Two_commands_that_were_the_same_are_refused()
    {
        const string write = "write: {at: coil/1, value: true}, idempotent: true";
        Assert.StartsWith(
            "12: profiles.p.commands.c.was: The command 'b' in line 11 was 'a' too:",
            Given.Problem(Given.Commands($"b: {{was: a, {write}}}", $"c: {{was: a, {write}}}")));
    }

    [Fact]
    public void A_point_of_one_device_that_was_another_of_its_points_is_refused() => Assert.Contains(
        "The point 'b' is still declared", Given.Problem(Overridden("a: {was: b}")));

    [Fact]
    public void What_was_said_of_former_ids_is_no_change_of_the_plant()
    {
        var was = Given.Plant(Given.Points("temp: {at: input/0, was: t}"));

        Assert.Equal(was, Given.Plant(Given.Points("temp: {at: input/0}")));
        Assert.True(PlantDiff.Between(was, was).IsEmpty);
    }

    private static string Overridden(string point) =>
        $$"""
        gateways:
          g: {link: {modbusTcp: h}, devices: {d: {profile: p, unit: 1, points: { {{point}} } } } }
        profiles:
          p: {class: register, points: {a: {at: input/0, was: x}, b: {at: input/1} } }
        """;
}
