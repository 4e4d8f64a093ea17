using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Changes that come at a bad moment, and what was known before them.</summary>
public sealed class RedeclaredTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_being_restored_is_restored_as_it_is_declared_now(bool isChanged)
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec with { RestoreWithin = null });
        scenario.Write("level", 4);
        scenario.Write("level", 5);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.DeviceReads = false;
        scenario.Fails(FailureKind.NoResponse).Wait(2);
        Assert.NotNull(scenario.Live.Transfer);
        var before = scenario.Mutations.Count();
        if (isChanged) scenario.Redeclare("level", point => point with { Replay = ReplayRule.Never });
        scenario.DeviceReads = true;
        foreach (var call in scenario.Calls.Keys.ToList()) scenario.Gives(call);
        scenario.Wait(2);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(isChanged ? 0 : 1, scenario.Mutations.Count() - before);
    }

    [Fact]
    public void Another_link_that_does_not_come_up_is_a_failure_like_any_other()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Happens(
            new ShadowInputs.RelinkOrdered("its link changes"), new ShadowInputs.Relinked(),
            new ShadowInputs.LinkDown("not connected yet"));
        var (write, read) = (scenario.Write("valve", 5), scenario.Read(timeout: 60, requireGood: true));
        Assert.False(scenario.IsAnswered(write));
        scenario.Happens(new ShadowInputs.LinkDown("refused"));
        Assert.Equal(RefusalKind.Busy, scenario.Refused(write).Kind);
        Assert.Equal(RefusalKind.Busy, scenario.Refused(scenario.Write("valve", 5)).Kind);
        scenario.Wait(ShadowLimits.OutstandingReadTime);
        Assert.True(scenario.IsAnswered(read));
        scenario.Happens(new ShadowInputs.LinkUp());
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_change_while_a_failure_is_recovered_makes_it_no_planned_one()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DriverOpens = false;
        scenario.Fails(FailureKind.NoResponse).Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation));
        scenario.Wait(2);
        Assert.Equal(DriverPhase.Opening, scenario.Live.Driver);
        scenario.Redeclare("level", point => point with { At = new ModbusAddress(ModbusTable.Holding, 30) });
        Assert.Equal(RefusalKind.Busy, scenario.Refused(scenario.Write("valve", 5)).Kind);
        scenario.Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation)).Wait(2);
        Assert.Equal(RefusalKind.Busy, scenario.Refused(scenario.Write("valve", 5)).Kind);
    }

    [Theory]
    [InlineData("scale")]
    [InlineData("at")]
    public void A_boot_identity_that_is_corrected_is_no_device_that_began_anew(string what)
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec with
        {
            BootIdentity = new BootIdentitySpec(new PointId("running"), BootRule.Changes),
        });
        scenario.Device["running"] = PointValue.Of(100);
        scenario.Fails(FailureKind.NoResponse).Wait(2);
        scenario.Read("running");
        scenario.Wait(2);
        Assert.True(scenario.Journal.State.Readings.ContainsKey("running"));
        var before = scenario.Journal.All<ShadowEvents.DeviceResetDetected>().Count();
        scenario.Device["running"] = PointValue.Of(10);
        scenario.Redeclare("running", point => what == "scale"
            ? point with { Scale = 0.1 }
            : point with { At = new ModbusAddress(ModbusTable.Holding, 30) });
        scenario.Wait(2);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(before, scenario.Journal.All<ShadowEvents.DeviceResetDetected>().Count());
    }

    [Fact]
    public void A_corrected_count_does_not_go_on_where_the_wrong_one_stood()
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec.With("temp", point => point with
        {
            Type = PointType.Uint32,
            Overlay = OverlayKind.Offset,
        }));
        scenario.Device["temp"] = PointValue.Of(1000);
        scenario.Read();
        scenario.Wait(1);
        Assert.True(scenario.Shadow.State.Overlays.ContainsKey("temp"));
        scenario.Device["temp"] = PointValue.Of(5);
        scenario.Redeclare("temp", point => point with { At = new ModbusAddress(ModbusTable.Holding, 30) });
        var ticket = scenario.Read();
        Assert.Equal(
            (StatusCode.Good, PointValue.Of(5)), (scenario.Reading(ticket).Status, scenario.Reading(ticket).Value));
    }

    [Fact]
    public void What_is_being_checked_is_checked_by_the_interlocks_that_are_declared_now()
    {
        var spec = TestDevice.Spec.With("valve", point => point with { Interlocks = [Zero("running")] });
        var scenario = ShadowScenario.Passive(spec).Wait(60);
        scenario.DeviceReads = false;
        var ticket = scenario.Write("valve", 5, timeout: 60);
        scenario.Redeclare("valve", point => point with { Interlocks = [Zero("running"), Zero("temp")] });
        scenario.DeviceReads = true;
        foreach (var call in scenario.Calls.Keys.Order().ToList()) scenario.Gives(call);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
    }

    [Fact]
    public void A_held_setting_that_goes_while_the_node_runs_has_no_alarm_any_more()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 4);
        scenario.Write("level", 5);
        scenario.Device["level"] = PointValue.Of(9);
        scenario.Fails(FailureKind.NoResponse).Wait(2);
        Assert.NotEmpty(scenario.Shadow.State.Held);
        Assert.True(scenario.Shadow.State.Alarms["held-differences"].IsActive);
        var spec = scenario.Shadow.Spec;
        scenario.Redeclare(spec with { Points = [.. spec.Points.Where(point => point.Id.Value != "level")] });
        Assert.Equal(DeviceMode.Passive, scenario.Wait(2).Live.Mode);
        Assert.Empty(scenario.Shadow.State.Held);
        Assert.False(scenario.Shadow.State.Alarms["held-differences"].IsActive);
    }

    private static InterlockSpec Zero(string point) => new(new PointId(point), null, null, PointValue.Of(0));
}
