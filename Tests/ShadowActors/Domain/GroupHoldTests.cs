using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>What may not be written of a restore group, and what that does to the others of it.</summary>
public sealed class GroupHoldTests
{
    private static readonly DeviceSpec Spec = TestDevice.Spec with
    {
        RestoreGroups =
        [
            new RestoreGroupSpec(
                "setup", [new PointId("gain"), new PointId("level")],
                [new RestoreStep(new PointId("pulse"), null, PointValue.Of(1))],
                [new RestoreStep(null, new CommandId("home"), null)]),
        ],
    };

    [Fact]
    public void A_setting_in_quarantine_is_not_written_though_its_group_is_open()
    {
        var scenario = Quarantined(hasEffect: true);
        for (var i = 0; i < 3; i++) scenario.Fails().Wait(20);
        Assert.Equal(2, scenario.Killed["level"]);
        Assert.Equal("invoke home", scenario.Written.Last());
        Assert.Null(scenario.Shadow.State.OpenGroups);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_setting_in_quarantine_that_the_device_has_holds_the_others_of_its_group()
    {
        var scenario = Quarantined(hasEffect: true);
        scenario.Device["gain"] = PointValue.Of(0);
        scenario.Fails().Wait(20);
        Assert.Equal(2, scenario.Killed["level"]);
        Assert.Contains("'level' of its group 'setup'", scenario.Shadow.State.Held["gain"].Reason);
        Assert.Equal(PointValue.Of(0), scenario.Device["gain"]);
    }

    [Fact]
    public void A_value_that_may_not_be_written_any_more_is_not_written_though_its_group_is_open()
    {
        var scenario = Lost();
        scenario.DeviceActs = false;
        scenario.Fails();
        scenario.Acts().Acts().Acts().FailsForGood();
        Assert.Equal(["setup"], scenario.Shadow.State.OpenGroups!.Value);
        var narrowed = Spec.With("level", point => point with { Range = new ValueRange(5, 6) });
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2), spec: narrowed).Start().Wait(4);
        Assert.Equal(["invoke home"], next.Written);
        Assert.Null(next.Shadow.State.OpenGroups);
    }

    [Fact]
    public void What_is_lifted_frees_the_others_of_its_group_and_with_them_itself()
    {
        var scenario = Quarantined(hasEffect: false);
        scenario.Device["gain"] = PointValue.Of(0);
        scenario.Fails().Wait(20);
        Assert.Equal(["gain", "level"], scenario.Shadow.State.Held.Keys);
        scenario.Kills = _ => null;
        scenario.Lift("setting:level");
        scenario.Fails().Wait(5);
        Assert.Equal((PointValue.Of(1), PointValue.Of(1)), (scenario.Device["level"], scenario.Device["gain"]));
        Assert.Empty(scenario.Shadow.State.Held);
    }

    [Fact]
    public void What_is_lifted_is_not_taken_for_a_change_at_the_device()
    {
        var scenario = Quarantined(hasEffect: false);
        scenario.Kills = _ => null;
        scenario.Lift("setting:level");
        scenario.Wait(130);
        Assert.Equal(PointValue.Of(1), scenario.Shadow.State.Settings["level"].Value);
        scenario.Fails().Wait(5);
        Assert.Equal(PointValue.Of(1), scenario.Device["level"]);
    }

    [Fact]
    public void Steps_that_were_never_sent_acquit_no_group()
    {
        var scenario = Lost("mode");
        scenario.DeviceActs = false;
        scenario.Fails();
        scenario.Fails().Wait(3);
        // What is suspect is written last.
        Assert.Equal("write mode = 1", scenario.Written.Last());
        scenario.Acts();
        Assert.Equal("write pulse = 1", scenario.Written.Last());
        for (var i = 0; i < ShadowLimits.UnsentWritesMax; i++)
            scenario.Wait(1).RefusesToSend(scenario.Calls.Keys.Single());
        Assert.Equal("invoke home", scenario.Written.Last());
        Assert.Contains("group:setup", scenario.Shadow.State.Suspects.Keys);
        Assert.DoesNotContain("group:setup", scenario.Live.Acquitted);
    }

    [Fact]
    public void A_group_whose_steps_were_all_answered_is_acquitted()
    {
        var scenario = Lost("mode");
        scenario.DeviceActs = false;
        scenario.Fails();
        scenario.Fails().Wait(3);
        for (var i = 0; i < 4; i++) scenario.Acts();
        Assert.Equal("invoke home", scenario.Written.Last());
        scenario.Acts();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Empty(scenario.Shadow.State.Suspects);
    }

    [Fact]
    public void A_group_that_goes_while_the_node_runs_has_no_alarm_any_more()
    {
        var scenario = Lost();
        scenario.DeviceActs = false;
        scenario.Fails();
        scenario.Acts().Acts().Acts().Acts(rejects: "busy");
        scenario.DeviceActs = true;
        scenario.Wait(2);
        Assert.True(scenario.Shadow.State.Alarms["held-differences"].IsActive);
        scenario.Redeclare(TestDevice.Spec);
        Assert.Equal(DeviceMode.Passive, scenario.Wait(2).Live.Mode);
        Assert.Null(scenario.Shadow.State.OpenGroups);
        Assert.False(scenario.Shadow.State.Alarms["held-differences"].IsActive);
    }

    [Fact]
    public void A_group_that_is_declared_no_more_is_forgotten_once_and_its_alarm_ends()
    {
        var scenario = Lost();
        scenario.DeviceActs = false;
        scenario.Fails();
        scenario.Acts().Acts().Acts().Acts(rejects: "busy");
        Assert.True(scenario.Shadow.State.Alarms["held-differences"].IsActive);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2), spec: TestDevice.Spec).Start().Wait(2);
        Assert.Null(next.Shadow.State.OpenGroups);
        Assert.False(next.Shadow.State.Alarms["held-differences"].IsActive);
        Assert.Equal(["setup"], Assert.Single(next.Journal.All<ShadowEvents.GroupsForgotten>()).Groups);
        var last = next.Successor("claim-3", TimeSpan.FromSeconds(2)).Start().Wait(2);
        Assert.Single(last.Journal.All<ShadowEvents.GroupsForgotten>());
    }

    /// <summary>Writing one of a group made the driver fail twice.</summary>
    /// <param name="hasEffect">The device had taken it before the driver failed.</param>
    private static ShadowScenario Quarantined(bool hasEffect)
    {
        var scenario = Lost();
        scenario.Kills = effect =>
        {
            if (effect is not ShadowEffects.CallMutate mutate || mutate.Operation.ToString() != "write level = 1")
                return null;
            if (hasEffect) scenario.Device["level"] = PointValue.Of(1);
            return "level";
        };
        scenario.Fails().Wait(20);
        Assert.Equal(["setting:level"], scenario.Shadow.State.Quarantine.Keys);
        return scenario;
    }

    /// <summary>The device has lost all of a group, and these.</summary>
    private static ShadowScenario Lost(params string[] others)
    {
        var scenario = ShadowScenario.Passive(Spec);
        string[] points = ["level", "gain", .. others];
        foreach (var point in points) scenario.Write(point, 1);
        foreach (var point in points) scenario.Device[point] = PointValue.Of(0);
        return scenario;
    }
}
