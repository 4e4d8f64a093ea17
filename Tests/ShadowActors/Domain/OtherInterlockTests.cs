using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Interlocks on points of other devices, as a shadow decides by what it was given of them.</summary>
public sealed class OtherInterlockTests
{
    private static readonly DevicePoint Door = new(DeviceId.Parse("g/oven"), new PointId("door"));
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(5);

    private static readonly InterlockSpec IsShut = new(
        Door.Point, null, null, PointValue.Of(1), new InterlockDevice(null, "oven"));

    private static readonly DeviceSpec Spec = TestDevice.Spec
        .With("level", point => point with { Interlocks = [IsShut] })
        .With("batch", point => point with { Interlocks = [IsShut] });

    [Fact]
    public void A_write_is_sent_while_the_other_devices_point_holds()
    {
        var scenario = Passive(1);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 5)));
    }

    [Fact]
    public void A_gateway_that_is_named_is_the_one_that_is_looked_at()
    {
        var elsewhere = IsShut with { Device = new InterlockDevice(new GatewayId("hall2"), "oven") };
        var scenario = ShadowScenario.Passive(
            Spec.With("level", point => point with { Interlocks = [elsewhere] }));
        Knows(scenario, 1);
        Assert.Contains("of 'hall2/oven/door'", scenario.Refused(scenario.Write("level", 5)).Reason);
        Knows(scenario, 1, new DevicePoint(DeviceId.Parse("hall2/oven"), Door.Point));
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 5)));
    }

    [Fact]
    public void The_refusal_names_the_interlock_the_value_and_its_age()
    {
        var scenario = Passive(0);
        scenario.Sleep(TimeSpan.FromSeconds(2));
        var refused = scenario.Refused(scenario.Write("level", 5));
        Assert.Equal(
            (RefusalKind.Interlocked, "the interlock 'oven/door equals 1' does not hold: it is 0, Good, 2 s old"),
            (refused.Kind, refused.Reason));
        Assert.Empty(scenario.Written);
    }

    [Fact]
    public void What_became_too_old_does_not_hold_and_nobody_waits_for_it()
    {
        var scenario = Passive(1);
        scenario.Sleep(StaleAfter);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 5)));
        scenario.Sleep(TimeSpan.FromSeconds(0.1));
        Assert.Equal(
            "the interlock 'oven/door equals 1' is not known to hold: 'g/oven/door' is 1, Good, 5.1 s old; only what "
            + "is Good and no older than 5 s counts",
            scenario.Refused(scenario.Write("level", 6)).Reason);
    }

    [Fact]
    public void What_is_not_Good_does_not_hold()
    {
        var scenario = Passive(1);
        Knows(scenario, new InputReading(
            PointValue.Of(1), StatusCode.UncertainLastUsableValue, scenario.Uptime, StaleAfter, null));
        Assert.Contains(
            "'g/oven/door' is 1, Uncertain/LastUsableValue, 0 s old",
            scenario.Refused(scenario.Write("level", 5)).Reason);
    }

    [Fact]
    public void What_its_shadow_says_does_not_count_does_not_hold()
    {
        var scenario = Passive(1);
        Knows(scenario, InputReading.Unknown("its driver does not serve: HangDetected"));
        Assert.Equal(
            "the interlock 'oven/door equals 1' is not known to hold: of 'g/oven/door': its driver does not serve: "
            + "HangDetected",
            scenario.Refused(scenario.Write("level", 5)).Reason);
    }

    [Fact]
    public void What_is_not_known_on_this_node_does_not_hold()
    {
        var scenario = ShadowScenario.Passive(Spec);
        Assert.Equal(
            "the interlock 'oven/door equals 1' is not known to hold: this node knows nothing of 'g/oven/door'; does "
            + "its device run here?",
            scenario.Refused(scenario.Write("level", 5)).Reason);
    }

    [Theory]
    [InlineData(1, Verdict.Confirmed)]
    [InlineData(0, Verdict.NotExecuted)]
    public void It_is_looked_at_again_before_a_queued_request_is_executed(long door, Verdict verdict)
    {
        var scenario = Passive(1);
        scenario.FailsForGood();
        Assert.Equal(Verdict.Accepted, scenario.Verdict(scenario.Write("batch", 5, "k")));
        Knows(scenario, door);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.Equal(verdict, scenario.Record("k").Verdict);
        if (verdict == Verdict.NotExecuted) Assert.StartsWith(VerdictReason.Interlocked, scenario.Record("k").Reason);
    }

    [Fact]
    public void It_is_looked_at_again_before_a_write_that_waited_is_sent()
    {
        var scenario = Passive(1);
        scenario.FailsForGood();
        var ticket = scenario.Write("level", 5);
        Knows(scenario, 0);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.Equal(RefusalKind.Interlocked, scenario.Refused(ticket).Kind);
    }

    [Fact]
    public void It_is_looked_at_again_after_an_input_of_the_device_itself_was_read()
    {
        var isOff = new InterlockSpec(new PointId("running"), null, null, PointValue.Of(0));
        var scenario = ShadowScenario.Passive(
            Spec.With("level", point => point with { Interlocks = [IsShut, isOff] }));
        scenario.Sleep(TimeSpan.FromSeconds(6));
        Knows(scenario, 1);
        scenario.DeviceReads = false;
        var ticket = scenario.Write("level", 5);
        Knows(scenario, 0);
        scenario.Gives(scenario.Calls.Keys.Single());
        Assert.Contains("'oven/door equals 1' does not hold", scenario.Refused(ticket).Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void A_setting_is_restored_only_while_it_holds(long door)
    {
        var scenario = Passive(1);
        scenario.Write("level", 5);
        scenario.Device["level"] = PointValue.Of(0);
        Knows(scenario, door);
        scenario.Fails();
        Assert.Equal(PointValue.Of(door == 1 ? 5 : 0), scenario.Device["level"]);
        if (door == 0) Assert.Contains("'oven/door equals 1'", scenario.Shadow.State.Held["level"].Reason);
    }

    [Fact]
    public void A_safe_action_is_exempt_unless_it_declares_one()
    {
        var scenario = Passive(0);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("stop")));
        scenario = ShadowScenario.Passive(Spec with
        {
            Commands = [.. Spec.Commands.Select(command => command with { Interlocks = [IsShut] })],
        });
        Assert.Equal(RefusalKind.Interlocked, scenario.Refused(scenario.Invoke("stop")).Kind);
    }

    [Fact]
    public void A_device_that_is_named_in_its_own_interlock_is_looked_at_as_ever()
    {
        var own = new InterlockSpec(
            new PointId("running"), null, null, PointValue.Of(0), new InterlockDevice(null, TestDevice.Id.Name));
        var scenario = ShadowScenario.Passive(
            TestDevice.Spec.With("level", point => point with { Interlocks = [own] }));
        scenario.Sleep(TimeSpan.FromSeconds(6));
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 5)));
    }

    private static ShadowScenario Passive(long door)
    {
        var scenario = ShadowScenario.Passive(Spec);
        Knows(scenario, door);
        return scenario;
    }

    private static void Knows(ShadowScenario scenario, long value, DevicePoint? of = null) => Knows(
        scenario,
        new InputReading(PointValue.Of(value), StatusCode.Good, scenario.Uptime, StaleAfter, null), of);

    private static void Knows(ShadowScenario scenario, InputReading reading, DevicePoint? of = null) =>
        scenario.Inputs = ImmutableDictionary<DevicePoint, InputReading>.Empty.Add(of ?? Door, reading);
}
