using Understudy.Hardware.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantModbusProfileTests
{
    private static string Modicon(string rest) =>
        $$"""
        gateways:
          g: {link: {modbusTcp: h}, devices: {d: {profile: p, unit: 1} } }
        profiles:
          p:
            class: register
            addressing: modicon
            {{rest}}
        """;

    [Fact]
    public void With_modicon_addressing_all_addresses_of_a_profile_are_reference_numbers()
    {
        var device = Given.Device(Modicon(
            """
            identity: {at: 40123, equals: 7}
                points:
                  level: {at: 30001, type: float32}
                  manual: {at: 40010.3, role: configuration}
                  valve: {at: 00012, role: output}
                commands:
                  start: {write: {at: 400100}, idempotent: false}
            """));

        Assert.Equal(
            ["input/0", "holding/9.3", "coil/11"], device.Points.Select(point => point.At.ToString()));
        Assert.Equal("holding/122", device.Identity?.At.ToString());
        Assert.Equal("holding/99", device.Commands.Single().At.ToString());
    }

    [Theory]
    [InlineData("{point: starts}", BootRule.Changes)]
    [InlineData("{point: starts, when: lower}", BootRule.Lower)]
    public void A_boot_identity_is_a_point_and_when_it_tells(string text, BootRule when)
    {
        var device = Given.Device(WithBootIdentity(text));
        Assert.Equal(new BootIdentitySpec(device.Points[0].Id, when), device.BootIdentity);
    }

    [Theory]
    [InlineData("{point: start}", "'start' is no point of this profile")]
    [InlineData("{point: name, when: lower}", "'name' is no number, so it is never lower.")]
    [InlineData("{point: secret}", "'secret' can't be read, so it shows nothing.")]
    public void A_boot_identity_that_can_show_nothing_is_refused(string text, string problem) =>
        Assert.Contains(problem, Given.Problem(WithBootIdentity(text)), StringComparison.Ordinal);

    private static string WithBootIdentity(string text) => Given.Points(
        "starts: {at: input/0}",
        "name: {at: input/1, type: string, length: 4}",
        "secret: {at: holding/9, role: configuration, readable: false}") + $"\n    bootIdentity: {text}\n";

    [Fact]
    public void With_modicon_addressing_a_zero_based_address_is_refused_with_the_form_that_is_meant() =>
        Assert.StartsWith(
            "7: profiles.p.points.a.at: An address (a table digit (0 coil",
            Given.Problem(Modicon("points: {a: {at: holding/0, role: output}}")));

    [Fact]
    public void Without_it_a_reference_number_is_refused_with_the_key_that_allows_it() =>
        Assert.EndsWith(
            "Numbers such as 40001 need 'addressing: modicon' in the profile.",
            Given.Problem(Given.Points("a: {at: 40001, role: output}")));

    [Theory]
    [InlineData("readGap: 0", 0)]
    [InlineData("readGap: 1998", 1998)]
    [InlineData("", DeviceSpec.DefaultReadGap)]
    public void A_profile_says_how_wide_a_gap_is_read_along(string key, int expected) =>
        Assert.Equal(expected, Given.Device(Modicon(key)).ReadGap);

    [Theory]
    [InlineData("readGap: 1999")]
    [InlineData("readGap: -1")]
    [InlineData("readGap: wide")]
    public void A_gap_that_no_request_spans_is_refused(string key) =>
        Assert.StartsWith(
            "7: profiles.p.readGap: A whole number from 0 to 1998 is expected", Given.Problem(Modicon(key)));

    [Theory]
    [InlineData("readMax: 1", 1)]
    [InlineData("readMax: 125", 125)]
    [InlineData("", null)]
    public void A_profile_says_how_many_registers_are_read_at_once(string key, int? expected) =>
        Assert.Equal(expected, Given.Device(Modicon(key)).ReadMax);

    [Theory]
    [InlineData("readMax: 0")]
    [InlineData("readMax: 126")]
    public void A_read_that_no_request_makes_is_refused(string key) =>
        Assert.StartsWith(
            "7: profiles.p.readMax: A whole number from 1 to 125 is expected", Given.Problem(Modicon(key)));

    [Fact]
    public void Another_addressing_is_refused() =>
        Assert.StartsWith(
            "6: profiles.p.addressing: 'modikon' is not one of zeroBased, modicon. Did you mean 'modicon'?",
            Given.Problem(Modicon("points: {}").Replace("modicon", "modikon", StringComparison.Ordinal)));
}
