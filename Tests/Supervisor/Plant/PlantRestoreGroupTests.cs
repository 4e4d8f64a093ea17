using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantRestoreGroupTests
{
    private static readonly string[] Points =
    [
        "a: {at: holding/0, role: configuration}",
        "b: {at: holding/1, role: configuration, after: [a]}",
        "c: {at: holding/2, role: configuration, after: [b]}",
        "key: {at: holding/3, role: trigger, readable: false, range: [0, 99]}",
        "out: {at: holding/4, role: output}",
        "fixed: {at: holding/5, role: configuration, replay: never}",
    ];

    [Fact]
    public void A_group_has_its_settings_in_order_and_its_steps()
    {
        var group = Given.Device(Groups(
            "setup: {points: [a, b], unlock: [{write: key, value: 0x12}, {invoke: set, value: 3}], "
            + "lock: {invoke: off}}")).RestoreGroups.Single();
        Assert.Equal(("setup", "a, b"), (group.Name, string.Join(", ", group.Points)));
        Assert.Equal(
            [new RestoreStep(new PointId("key"), null, PointValue.Of(18)),
                new RestoreStep(null, new CommandId("set"), PointValue.Of(3))],
            group.Unlock);
        Assert.Equal([new RestoreStep(null, new CommandId("off"), null)], group.Lock);
    }

    [Theory]
    [InlineData("{}", ": 'points' is missing")]
    [InlineData("{points: [d]}", ".points.0: 'd' is no point of this profile")]
    [InlineData("{points: [out]}", ".points.0: 'out' is a point with the role output: only configuration is restored.")]
    [InlineData("{points: [fixed]}", ".points.0: 'fixed' has 'replay: never', so it is not restored.")]
    [InlineData("{points: [a, a]}", ".points.1: 'a' is in the group 'g' already")]
    [InlineData("{points: [b, a]}", ": 'b' comes after 'a', as its 'after' says: list it so.")]
    [InlineData("{points: [a, c]}", ": A setting that is in no group or in another one")]
    [InlineData("{points: [a], unlock: [{write: key}]}", ".unlock.0: 'value' is missing")]
    [InlineData("{points: [a], unlock: [{write: key, value: 100}]}", ".unlock.0.value: 'key' can't be '100'")]
    [InlineData("{points: [a], unlock: [{write: out, value: 1}]}", ".unlock.0.write: 'out' is a point with the role")]
    [InlineData("{points: [a], unlock: [{write: kye, value: 1}]}", ".unlock.0.write: 'kye' is no point of this")]
    [InlineData("{points: [a], lock: [{invoke: of}]}", ".lock.0.invoke: 'of' is no command of this profile")]
    [InlineData("{points: [a], lock: [{invoke: once}]}", ".lock.0.invoke: 'once' is not idempotent")]
    [InlineData("{points: [a], lock: [{invoke: off, value: 1}]}", ".lock.0.value: 'off' takes no value.")]
    [InlineData("{points: [a], lock: [{invoke: set}]}", ".lock.0.invoke: 'set' takes a value")]
    [InlineData("{points: [a], lock: [{}]}", ".lock.0: A step is either a write of a point")]
    public void A_group_that_can_not_be_is_refused(string group, string problem) => Assert.StartsWith(
        $"18: profiles.p.restoreGroups.g{problem}", Given.Problem(Groups($"g: {group}")));

    private static string Groups(params string[] groups) =>
        Given.Points(Points) + "\n    commands:"
        + "\n      off: {write: {at: coil/0, value: false}, idempotent: true}"
        + "\n      set: {write: {at: holding/20}, idempotent: true}"
        + "\n      once: {write: {at: coil/1, value: true}, idempotent: false}"
        + "\n    restoreGroups:"
        + string.Concat(groups.Select(group => $"\n      {group}"));
}
