namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantCommandProblemTests
{
    [Theory]
    [InlineData("{idempotent: true}", ": 'write' is missing")]
    [InlineData("{write: {at: coil/0}}", ": 'idempotent' is missing")]
    [InlineData("{write: {}, idempotent: true}", ".write: 'at' is missing")]
    [InlineData("{write: {at: input/0}, idempotent: true}", ".write.at: input/0 can only be read")]
    [InlineData("{write: {at: coil/0, value: 1}, idempotent: true}",
        ".write.value: True or false is expected for a bool")]
    [InlineData("{write: {at: holding/0, value: 65536}, idempotent: true}",
        ".write.value: A whole number of 0 to 65535")]
    [InlineData("{write: {at: holding/0, value: 1.5}, idempotent: true}", ".write.value: A whole number of 0 to 65535")]
    [InlineData("{write: {at: holding/0, type: float32, value: x}, idempotent: true}",
        ".write.value: A number is expected")]
    [InlineData("{write: {at: coil/0, type: int16}, idempotent: true}", ".write.type: coil/0 is a coil")]
    [InlineData("{write: {at: coil/0}, idempotent: true, whenDown: queue}",
        ".whenDown: 'whenDown: queue' needs a 'ttl'")]
    [InlineData("{write: {at: coil/0}, idempotent: true, safe: true, whenDown: queue, ttl: 1s}",
        ".whenDown: A safe command is sent now or refused now")]
    [InlineData("{write: {at: holding/0, value: 1, range: [0, 5]}, idempotent: true}",
        ".write.range: 'range' is about the argument that the caller gives")]
    [InlineData("{write: {at: holding/0, range: [0, 70000]}, idempotent: true}",
        ".write.range: 0 to 70000 is more than a uint16 holds")]
    [InlineData("{write: {at: holding/0, unit: foo}, idempotent: true}", ".write.unit: 'foo' is no UCUM code")]
    public void A_command_that_can_not_be_is_refused(string command, string problem) =>
        Assert.StartsWith($"11: profiles.p.commands.c{problem}", Given.Problem(Given.Commands($"c: {command}")));

    [Theory]
    [InlineData("{point: sped, above: 0}", ".point: 'sped' is no point of this profile: did you mean 'speed'?")]
    [InlineData("{point: speed}", ": Exactly one of above, below and equals is expected, and there is none.")]
    [InlineData("{point: speed, above: 0, equals: 1}",
        ": Exactly one of above, below and equals is expected, not above")]
    [InlineData("{above: 0}", ": 'point' is missing")]
    [InlineData("{point: running, above: 0}", ".above: 'running' is no number: use equals")]
    [InlineData("{point: running, equals: 1}", ".equals: 'running' never equals '1': true or false is expected")]
    [InlineData("{point: speed, equals: true}", ".equals: 'speed' never equals 'true': a number is expected, not true")]
    [InlineData("{point: speed, equals: 1.5}", ".equals: 'speed' never equals '1.5': 1.5 is not a whole number.")]
    [InlineData("{point: speed, equals: fast}", ".equals: 'speed' never equals 'fast': a number is expected")]
    public void A_proof_that_can_not_be_is_refused(string confirmBy, string problem) => Assert.StartsWith(
        $"11: profiles.p.commands.c.confirmBy{problem}",
        Given.Problem(Given.Commands($"c: {{write: {{at: coil/0}}, idempotent: true, confirmBy: {confirmBy}}}")));
}
