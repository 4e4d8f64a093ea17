namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantPointProblemTests
{
    [Theory]
    [InlineData("{}", "a: 'at' is missing")]
    [InlineData("5", "a: The keys of a point are expected here")]
    [InlineData("", "a: The keys of a point are expected here")]
    [InlineData("{at: 40001}", "a.at: An address (table/offset")]
    [InlineData("{at: holding/65536, role: output}", "a.at: An address (table/offset")]
    [InlineData("{at: coil/1.2, role: output}", "a.at: An address (table/offset")]
    [InlineData("{at: [input/1]}", "a.at: An address (table/offset")]
    [InlineData("{at: discrete/1, type: uint16}",
        "a.type: discrete/1 is a discrete, which holds a bool and no uint16.")]
    [InlineData("{at: input/1.2, type: int16}", "a.type: input/1.2 is one bit, which holds a bool and no int16.")]
    [InlineData("{at: input/1, type: bool}",
        "a.type: input/1 is a register of 16 bits, which is no bool: name the bit")]
    [InlineData("{at: input/65535, type: int32}",
        "a.type: A int32 takes 2 registers, and the table has 1 from input/65535 on.")]
    [InlineData("{at: input/65533, type: float64}",
        "a.type: A float64 takes 4 registers, and the table has 3 from input/65533 on.")]
    [InlineData("{at: input/1, type: flaot32}", "a.type: 'flaot32' is not one of bool, int16, uint16, int32, uint32, "
        + "float32, float64, int64, uint64, string, structure. Did you mean 'float32'?")]
    [InlineData("{at: input/1, type: 1}", "a.type: '1' is not one of bool")]
    [InlineData("{at: input/1, order: CDAB}", "a.order: 'order' is for types of more than one register")]
    [InlineData("{at: discrete/1, scale: 2}", "a.scale: A bool has no scale")]
    [InlineData("{at: discrete/1, offset: 2}", "a.offset: A bool has no offset")]
    [InlineData("{at: input/1, offset: cold}", "a.offset: A number is expected, not 'cold'.")]
    [InlineData("{at: input/1, offset: -40, range: [-41, 0]}",
        "a.range: -41 to 0 is more than a uint16 holds with scale 1 and offset -40: -40 to 65495.")]
    [InlineData("{at: input/1, scale: 0}", "a.scale: A scale of 0")]
    [InlineData("{at: input/1, scale: NaN}", "a.scale: A number is expected, not 'NaN'.")]
    [InlineData("{at: input/1, scale: .inf}", "a.scale: A number is expected")]
    [InlineData("{at: input/1, scale: 1e999}", "a.scale: A number is expected")]
    [InlineData("{at: input/1, scale: \"2\"}", "a.scale: A number is expected")]
    [InlineData("{at: input/1, role: output}", "a.role: input/1 can only be read, so its role is measurement and not")]
    [InlineData("{at: discrete/1, role: trigger}", "a.role: discrete/1 can only be read")]
    [InlineData("{at: coil/1}", "a: 'role' is missing: coil/1 can be written")]
    [InlineData("{at: input/1, range: [2, 1]}", "a.range: The range's first number, 2, is above the second, 1")]
    [InlineData("{at: input/1, range: [0, 65536]}",
        "a.range: 0 to 65536 is more than a uint16 holds with scale 1: 0 to 65535.")]
    [InlineData("{at: input/1, range: [-1, 0]}", "a.range: -1 to 0 is more than a uint16 holds")]
    [InlineData("{at: input/1, scale: -1, range: [0, 5]}", "a.range: 0 to 5 is more than a uint16 holds")]
    [InlineData("{at: input/1, range: [1]}", "a.range: A range is two numbers")]
    [InlineData("{at: input/1, range: 5}", "a.range: A range is two numbers")]
    [InlineData("{at: discrete/1, range: [0, 1]}", "a.range: A bool has no range")]
    [InlineData("{at: input/1, scan: quick}", "a.scan: 'quick' is no scan class of the gateway 'g'")]
    [InlineData("{at: input/1, scan: 9ms}", "a.scan: A duration from 10ms to 8784h is expected, not '9ms'.")]
    [InlineData("{at: input/1, staleAfter: 0s}", "a.staleAfter: A duration from 1ms")]
    [InlineData("{at: input/1, staleAfter: -5s}", "a.staleAfter: A duration above zero is expected, not '-5s'.")]
    [InlineData("{at: input/1, staleAfter: 5}", "a.staleAfter: A duration (a whole number with ms, s, m or h")]
    [InlineData("{at: input/1, unit: m 3}", "a.unit: 'm 3' is no UCUM code")]
    [InlineData("{at: input/1, whenDown: busy}", "a.whenDown: 'whenDown' is about writing")]
    [InlineData("{at: input/1, record: some}", "a.record: 'some' is not one of all, change, none.")]
    [InlineData("{at: input/1, deadband: -1}", "a.deadband: A deadband is 0 or more, in the unit of the point")]
    [InlineData("{at: input/1, deadband: wide}", "a.deadband: A number is expected, not 'wide'.")]
    [InlineData("{at: discrete/1, deadband: 1}", "a.deadband: A bool has no deadband, every change of it is one")]
    [InlineData("{at: input/1, type: string, length: 8, deadband: 1}", "a.deadband: A string has no deadband")]
    [InlineData("{at: input/1, deadband: 1, values: {0: off} }", "a.deadband: A named value has no deadband")]
    [InlineData("{at: input/1, overlay: offset, values: {0: off} }", "a.overlay: A named value is no count")]
    [InlineData("{at: input/1, record: all, deadband: 1}",
        "a.deadband: 'deadband' is for record: change, and here it is all.")]
    [InlineData("{at: input/1, record: none, recordAtLeast: 1m}",
        "a.recordAtLeast: 'recordAtLeast' is for record: change, and here it is none.")]
    [InlineData("{at: input/1, recordAtLeast: 999ms}",
        "a.recordAtLeast: A duration from 1s to 8784h is expected, not '999ms'.")]
    [InlineData("{at: input/1, overlay: tare}", "a.overlay: 'tare' is no overlay")]
    [InlineData("{at: coil/1, role: output, overlay: offset}", "a.overlay: Only a measurement can be overlaid.")]
    [InlineData("{at: discrete/1, overlay: offset}", "a.overlay: A bool is no count")]
    [InlineData("{at: input/1, scale: -1, overlay: offset}", "a.overlay: An offset is for what counts up")]
    [InlineData("{at: input/1, overlay: offset, record: none}",
        "a.record: Where a count stood is known from the journal")]
    [InlineData("{at: coil/1, role: output, replay: restore}", "a.replay: Only configuration is ever written again")]
    [InlineData("{at: coil/1, role: output, whenDown: queue}", "a.whenDown: 'whenDown: queue' needs a 'ttl'")]
    [InlineData("{at: coil/1, role: output, ttl: 5s}", "a.ttl: 'ttl' limits how long something is queued")]
    [InlineData("{at: coil/1, role: output, whenDown: block, ttl: 5s}", "a.ttl: 'ttl' limits how long")]
    [InlineData("{at: coil/1, role: output, whenDown: queue, ttl: 61s}",
        "a.ttl: A duration from 1ms to 1m is expected")]
    [InlineData("{at: coil/1, role: trigger, whenDown: queue, ttl: 5s}", "a.whenDown: A trigger is never kept")]
    [InlineData("{at: coil/1, role: heartbeat, whenDown: block}", "a.whenDown: A heartbeat is never kept for later")]
    [InlineData("{at: coil/1, role: heartbeat, repeatable: true}", "a.repeatable: Only configuration can be")]
    [InlineData("{at: coil/1, role: output, repeatable: true}", "a.repeatable: Only configuration can be repeatable")]
    [InlineData("{at: coil/1, role: output, repeatable: yes}", "a.repeatable: True or false is expected, not 'yes'.")]
    [InlineData("{at: coil/1, role: output, after: b}", "a.after: 'b' is no point of this profile: there is a.")]
    [InlineData("{at: coil/1, role: output, after: [_b]}", "a.after.0: '_b' is no point of this profile")]
    [InlineData("{at: coil/1, role: configuration, after: [a]}", "a: 'after' leads in a circle: a after a.")]
    public void A_point_that_can_not_be_is_refused(string point, string problem) => Assert.StartsWith(
        $"7: profiles.p.points.{problem}", Given.Problem(Given.Points($"a: {point}")));

    [Theory]
    [InlineData("_mode", "'_mode' begins with '_', which is reserved")]
    [InlineData("a/b", "'a/b' is no point id: 1 to 64 letters")]
    [InlineData("\"\"", "'' is no point id: 1 to 64 letters")]
    public void An_id_that_breaks_the_rule_is_refused(string id, string problem) =>
        Assert.Contains(problem, Given.Problem(Given.Points($"{id}: {{at: input/1}}")));

    [Theory]
    [InlineData("{at: input/1}", "{at: input/1}")]
    [InlineData("{at: input/1.3}", "{at: input/1.3}")]
    [InlineData("{at: input/1, type: int32}", "{at: input/2, type: int32}")]
    [InlineData("{at: input/2}", "{at: input/1, type: int32}")]
    [InlineData("{at: input/1}", "{at: input/1.0}")]
    [InlineData("{at: input/2.5}", "{at: input/1, type: uint32}")]
    [InlineData("{at: coil/1, role: output}", "{at: coil/1, role: output}")]
    public void Points_that_share_a_register_are_refused_where_the_second_is(string a, string b) => Assert.StartsWith(
        "8: profiles.p.points.b: 'b' at ", Given.Problem(Given.Points($"a: {a}", $"b: {b}")));

    [Fact]
    public void A_setting_waits_only_for_settings() => Assert.Contains(
        "7: profiles.p.points.a.after.0: 'b' is a point with the role output: only configuration is restored",
        Given.Problem(Given.Points(
            "a: {at: coil/1, role: configuration, after: [b]}", "b: {at: coil/2, role: output}")));
}
