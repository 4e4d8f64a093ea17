using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantGatewayProblemTests
{
    [Theory]
    [InlineData("{}", ": 'link' is missing")]
    [InlineData("{link: {}}", ".link: A link is exactly one of modbusTcp: host:port and simulator: {}.")]
    [InlineData("{link: {modbusTcp: h, simulator: {}}}", ".link: A link is exactly one")]
    [InlineData("{link: {modbusTcp: \"h:0\"}}", ".link.modbusTcp: 'h:0' is not a host and a port from 1 to 65535")]
    [InlineData("{link: {modbusTcp: \"h:65536\"}}", ".link.modbusTcp: 'h:65536' is not a host and a port")]
    [InlineData("{link: {modbusTcp: \"h:\"}}", ".link.modbusTcp: 'h:' is not")]
    [InlineData("{link: {modbusTcp: \"::1\"}}", ".link.modbusTcp: '::1' is not")]
    [InlineData("{link: {modbusTcp: a b}}", ".link.modbusTcp: 'a b' is not")]
    [InlineData("{link: {simulator: {port: 5}}}",
        ".link.simulator.port: 'port' is no key of a simulator, which has none.")]
    [InlineData("{link: {modbusTcp: h, inFlight: 0}}",
        ".link.inFlight: A whole number from 1 to 16 is expected, not '0'.")]
    [InlineData("{link: {modbusTcp: h, pace: -1ms}}", ".link.pace: A duration above zero is expected")]
    [InlineData("{link: {modbusTcp: h, pace: 301ms}}", ".link.pace: A duration from 0ms to 300ms is expected")]
    [InlineData("{link: {modbusTcp: h, responseTime: 0ms}}", ".link.responseTime: A duration from 1ms")]
    [InlineData("{link: {modbusTcp: h, transactionId: ignored}}",
        ".link.transactionId: 'ignored' is not one of match, ignore. Did you mean 'ignore'?")]
    [InlineData("{link: {modbusTcp: h, inFlight: 2, transactionId: ignore}}",
        ".link.transactionId: 'transactionId: ignore' needs 'inFlight: 1', not 2: where ids say nothing")]
    [InlineData("{link: {modbusTcp: h}, label: a b}", ".label: 'a b' is no label")]
    [InlineData("{link: {modbusTcp: h}, fallback: none}", ".fallback: 'none' is not one of wait, any.")]
    [InlineData("{link: {modbusTcp: h}, scanClasses: {fast: 1ms}}", ".scanClasses.fast: A period of at least 10ms")]
    [InlineData("{link: {modbusTcp: h}, scanClasses: {fast: {}}}",
        ".scanClasses.fast: 'period' is missing: how often the points of the class are read")]
    [InlineData("{link: {modbusTcp: h}, scanClasses: {fast: {period: 1ms}}}",
        ".scanClasses.fast.period: A duration from 10ms")]
    [InlineData("{link: {modbusTcp: h}, scanClasses: {fast: {period: 1s, record: some}}}",
        ".scanClasses.fast.record: 'some' is not one of all, change, none.")]
    [InlineData("{link: {modbusTcp: h}, scanClasses: {fast: {period: 1s, deadband: -0.5}}}",
        ".scanClasses.fast.deadband: A deadband is 0 or more")]
    [InlineData("{link: {modbusTcp: h}, scanClasses: {fast: {period: 1s, record: none, deadband: 1}}}",
        ".scanClasses.fast.deadband: 'deadband' is for record: change, and here it is none.")]
    [InlineData("{link: {modbusTcp: h}, scanClasses: {fast: {period: 1s, heartbeat: 1s}}}",
        ".scanClasses.fast.heartbeat: 'heartbeat' is no key of a scanClass")]
    [InlineData("{link: {modbusTcp: h}, scanClasses: {5s: 5s}}", ".scanClasses.5s: '5s' reads as a duration")]
    public void A_gateway_that_can_not_be_is_refused(string gateway, string problem) =>
        Assert.StartsWith($"6: gateways.g{problem}", Given.Problem(Given.Gateways($"g: {gateway}")));

    [Theory]
    [InlineData("{unit: 1}", ": 'profile' is missing")]
    [InlineData("{profile: p}", ": 'unit' is missing")]
    [InlineData("{profile: q, unit: 1}", ".profile: 'q' is no profile of this file: there is p.")]
    [InlineData("{profile: p, unit: 256}", ".unit: A whole number from 0 to 255 is expected, not '256'.")]
    [InlineData("{profile: p, unit: -1}", ".unit: A whole number from 0 to 255")]
    [InlineData("{profile: p, unit: 248}", ".unit: 248 is reserved")]
    [InlineData("{profile: p, unit: 1, restoreWithin: never}", ".restoreWithin: A duration")]
    [InlineData("{profile: p, unit: 1, budget: {intensity: -1}}", ".budget.intensity: A whole number from 0 to 1000")]
    [InlineData("{profile: p, unit: 1, budget: {holdTimeMin: 1m}}",
        ".budget.holdTimeMin: The hold time would begin at 1m and end at 10s")]
    [InlineData("{profile: p, unit: 1, inFlight: 0}", ".inFlight: A whole number from 1 to 16")]
    [InlineData("{profile: p, unit: 1, pace: 2s}", ".pace: A duration from 0ms to 300ms is expected")]
    [InlineData("{profile: p, unit: 1, record: some}", ".record: 'some' is not one of all, change, none.")]
    [InlineData("{profile: p, unit: 1, role: output}", ".role: 'role' is no key of a device but of a point")]
    public void A_device_that_can_not_be_is_refused(string device, string problem) => Assert.StartsWith(
        $"6: gateways.g.devices.d{problem}",
        Given.Problem(Given.Gateways($"g: {{link: {{modbusTcp: h}}, devices: {{d: {device}}}}}")));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("---")]
    public void An_empty_file_is_no_plant(string yaml) =>
        Assert.StartsWith("1: : The file is empty", Given.Problem(yaml));

    [Theory]
    [InlineData("gateways: {}\n---\ngateways: {}", "The file is one document")]
    [InlineData("profiles: {}", "'gateways' is missing")]
    [InlineData("just text", "The keys of a plant are expected here")]
    [InlineData("gateways: []", "A mapping from the id of each gateway")]
    [InlineData("gateways: !x {}", "Tags (!x) are not accepted")]
    [InlineData("? [a]\n: b", "A key is one word")]
    [InlineData("a: [[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]", "Nested deeper than 16 levels.")]
    public void What_is_no_plant_file_is_refused(string yaml, string problem) =>
        Assert.Contains(problem, Given.Problem(yaml));

    [Fact]
    public void All_problems_are_counted_and_the_first_hundred_listed()
    {
        var result = PlantFile.Parse(
            Given.Points([.. Enumerable.Range(0, 150).Select(i => $"p{i}: {{at: nowhere}}")]), "plant.yaml");
        Assert.Equal((150, 100), (result.ProblemCount, result.Problems.Length));
        Assert.Equal(Enumerable.Range(7, 100), result.Problems.Select(problem => problem.Line));
        Assert.Equal("and 50 more problems", result.Lines().Last());
        Assert.StartsWith("plant.yaml:7:16: profiles.p.points.p0.at: ", result.Lines().First());
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused() => Assert.Contains(
        "larger than 16 MiB", Given.Problem(new string('#', PlantLimits.FileBytesMax + 1)));

    [Fact]
    public void A_file_with_too_many_gateways_is_refused() => Assert.Contains(
        "10001 are too many: at most 10000 of the kind gateway",
        Given.Problem(Given.Gateways(
            [.. Enumerable.Range(0, 10_001).Select(i => $"g{i}: {{link: {{simulator: {{}}}}}}")])));

    [Fact]
    public void A_profile_with_too_many_points_is_refused() => Assert.Contains(
        "1001 are too many: at most 1000 of the kind point",
        Given.Problem(Given.Points([.. Enumerable.Range(0, 1001).Select(i => $"p{i}: {{at: input/{i}}}")])));
}
