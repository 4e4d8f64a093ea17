using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class RestoreGroupTests
{
    private static readonly RestoreStep Unlock = new(new PointId("pulse"), null, PointValue.Of(1));
    private static readonly RestoreStep Lock = new(null, new CommandId("home"), null);

    private static readonly DeviceSpec Spec = TestDevice.Spec with
    {
        RestoreGroups =
            [new RestoreGroupSpec("setup", [new PointId("gain"), new PointId("level")], [Unlock], [Lock])],
    };

    [Fact]
    public void A_group_is_written_whole_in_its_order_between_its_steps()
    {
        var scenario = Written(Spec, "level", "mode", "gain");
        scenario.Device["level"] = scenario.Device["mode"] = PointValue.Of(0);
        var before = scenario.Written.Count();
        scenario.Fails();
        Assert.Equal(
            ["write pulse = 1", "write gain = 1", "write level = 1", "invoke home", "write mode = 1"],
            scenario.Written.Skip(before));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        var plan = scenario.Journal.All<ShadowEvents.TransferPlanned>()[0];
        Assert.Equal(
            ("setup", "write pulse = 1", "invoke home"),
            (plan.Group!.Name, $"{plan.Group.Unlock.Single()}", $"{plan.Group.Lock.Single()}"));
        Assert.Null(scenario.Shadow.State.OpenGroups);
    }

    [Fact]
    public void A_group_that_the_device_has_is_left_alone()
    {
        var scenario = Written(Spec, "level", "gain");
        var before = scenario.Written.Count();
        scenario.Fails();
        Assert.Equal(before, scenario.Written.Count());
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_group_that_can_not_be_unlocked_is_held()
    {
        var scenario = Changed();
        scenario.Fails();
        scenario.Acts(rejects: "locked by key");
        Assert.Equal(["gain", "level"], scenario.Shadow.State.Held.Keys);
        Assert.Contains("could not be unlocked: write pulse = 1: locked by key",
            scenario.Shadow.State.Held["gain"].Reason);
        Assert.Empty(scenario.Calls);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    /// <summary>The unlocking, a setting, the locking: each may come too late to the link for ever.</summary>
    [Theory]
    [InlineData(0, "write pulse = 1")]
    [InlineData(1, "write gain = 1")]
    [InlineData(3, "invoke home")]
    public void What_always_comes_too_late_to_the_link_ends_as_if_the_device_had_said_no(int acts, string late)
    {
        var scenario = Changed();
        scenario.Fails();
        for (var i = 0; i < acts; i++) scenario.Acts();
        var before = scenario.Written.Count() - 1;
        for (var i = 0; i < ShadowLimits.UnsentWritesMax; i++)
            scenario.Wait(1).RefusesToSend(scenario.Calls.Keys.Single());

        Assert.Equal(ShadowLimits.UnsentWritesMax, scenario.Written.Skip(before).Count(write => write == late));
        while (scenario.Live.Mode != DeviceMode.Passive) scenario.Acts();
        Assert.Single(scenario.Journal.All<ShadowEvents.DriverFailed>());
    }

    [Fact]
    public void After_a_setting_that_the_device_refuses_the_rest_is_held_and_the_device_locked()
    {
        var scenario = Changed();
        scenario.Fails();
        scenario.Acts().Acts(rejects: "no").Acts();
        Assert.Equal("invoke home", scenario.Written.Last());
        Assert.Equal(["gain", "level"], scenario.Shadow.State.Held.Keys);
        Assert.Contains("said no to 'gain'", scenario.Shadow.State.Held["level"].Reason);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_group_that_was_not_locked_again_is_written_anew_at_the_next_recovery()
    {
        var scenario = Changed();
        scenario.Fails();
        scenario.Acts().Acts().Acts();
        Assert.Equal("invoke home", scenario.Written.Last());
        var before = scenario.Written.Count();
        scenario.DeviceActs = true;
        scenario.Fails().Wait(1);
        Assert.Equal(
            ["write pulse = 1", "write gain = 1", "write level = 1", "invoke home"], scenario.Written.Skip(before));
        Assert.Null(scenario.Shadow.State.OpenGroups);
    }

    [Fact]
    public void A_device_that_refuses_to_be_locked_keeps_the_group_open()
    {
        var scenario = Changed();
        scenario.Fails();
        scenario.Acts().Acts().Acts().Acts(rejects: "busy");
        Assert.Equal(["setup"], scenario.Shadow.State.OpenGroups!.Value);
        var group = scenario.Journal.All<ShadowEvents.SettingsTransferred>().Last().Group!;
        Assert.Equal((false, "not locked: invoke home: busy"), (group.Locked, group.Reason));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void One_that_must_be_held_holds_the_others_of_its_group()
    {
        var scenario = Written(Spec, "level", "gain");
        scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
        var narrowed = Spec.With("gain", point => point with { Range = new ValueRange(5, 6) });
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2), spec: narrowed);
        next.Start().Wait(2);
        Assert.Empty(next.Written);
        Assert.Equal(["gain", "level"], next.Shadow.State.Held.Keys);
    }

    [Fact]
    public void A_slow_group_goes_on_under_a_new_plan_of_its_rest()
    {
        var scenario = Changed();
        scenario.Fails().Wait(0.9).Acts().Wait(0.2).Acts().Acts().Acts();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Null(scenario.Shadow.State.OpenGroups);
        var last = scenario.Journal.All<ShadowEvents.TransferPlanned>().Last();
        Assert.Empty(last.Group!.Unlock);
        Assert.Single(last.Group.Lock);
    }

    [Fact]
    public void A_lock_that_is_never_sent_in_time_keeps_the_group_open()
    {
        var scenario = Changed();
        scenario.Fails();
        scenario.Acts().Acts().Acts();
        for (var i = 0; i < ShadowLimits.UnsentWritesMax; i++)
        {
            scenario.Wait(1);
            scenario.RefusesToSend(scenario.Calls.Keys.Single());
        }

        Assert.Equal(["setup"], scenario.Shadow.State.OpenGroups!.Value);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_group_that_was_left_open_is_locked_though_something_of_it_is_held()
    {
        var scenario = LeftOpen();
        scenario.Device["gain"] = PointValue.Of(77);
        var before = scenario.Written.Count();
        scenario.Wait(61).Opens();
        Assert.Equal(["invoke home"], scenario.Written.Skip(before));
        Assert.Null(scenario.Shadow.State.OpenGroups);
        Assert.Contains("gain", scenario.Shadow.State.Held.Keys);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_group_that_is_open_is_an_alarm()
    {
        var scenario = Changed();
        scenario.Fails();
        scenario.Acts().Acts().Acts().Acts(rejects: "busy");
        Assert.Empty(scenario.Shadow.State.Held);
        Assert.Equal(
            "not locked again: setup",
            scenario.Journal.All<ShadowEvents.AlarmRaised>().Single(raised => raised.Note.Alarm == "held-differences")
                .Note.Message);
    }

    [Fact]
    public void A_group_that_was_open_already_is_locked_though_it_can_not_be_unlocked_again()
    {
        var scenario = LeftOpen();
        scenario.DeviceActs = false;
        scenario.Opens().Acts(rejects: "unlocked already");
        Assert.Equal("invoke home", scenario.Written.Last());
        scenario.Acts(rejects: "busy");
        Assert.Equal(["setup"], scenario.Shadow.State.OpenGroups!.Value);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Theory]
    [InlineData("write pulse = 1")]
    [InlineData("invoke home")]
    public void A_step_that_fails_the_driver_twice_holds_its_group(string step)
    {
        var scenario = Changed();
        scenario.DeviceActs = true;
        scenario.Kills = effect =>
            effect is ShadowEffects.CallMutate mutate && mutate.Operation.ToString() == step ? step : null;
        scenario.Fails().Wait(5);
        Assert.Equal(2, scenario.Killed[step]);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(["group:setup"], scenario.Shadow.State.Quarantine.Keys);
        scenario.Wait(20);
        scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
        scenario.Fails().Wait(5);
        Assert.Equal(2, scenario.Killed[step]);
        Assert.Equal(["gain", "level"], scenario.Shadow.State.Held.Keys);
    }

    [Fact]
    public void A_group_that_is_lifted_from_quarantine_is_restored_at_the_next_recovery()
    {
        var scenario = Changed();
        scenario.DeviceActs = true;
        scenario.Kills = effect => effect is ShadowEffects.CallMutate { Operation: InvokeOperation } ? "lock" : null;
        scenario.Fails().Wait(20);
        scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
        scenario.Fails().Wait(20);
        Assert.Equal(["gain", "level"], scenario.Shadow.State.Held.Keys);
        scenario.Kills = _ => null;
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[scenario.Lift("group:setup")]);
        scenario.Fails().Wait(5);
        Assert.Equal((PointValue.Of(1), PointValue.Of(1)), (scenario.Device["level"], scenario.Device["gain"]));
        Assert.Empty(scenario.Shadow.State.Held);
        Assert.Null(scenario.Shadow.State.OpenGroups);
    }

    [Fact]
    public void When_an_interlock_stops_a_group_the_rest_is_held_and_the_device_locked()
    {
        var scenario = Written(
            Spec.With("level", point => point with
            {
                Interlocks = [new InterlockSpec(new PointId("running"), null, null, PointValue.Of(0))],
            }),
            "level", "gain");
        scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
        scenario.DeviceActs = false;
        scenario.Fails();
        scenario.Acts();
        scenario.Device["running"] = PointValue.Of(1);
        scenario.Sleep(TimeSpan.FromSeconds(6));
        scenario.DeviceActs = true;
        scenario.Acts();
        Assert.Equal(["write pulse = 1", "write gain = 1", "invoke home"], scenario.Written.Skip(2));
        Assert.Contains("'running equals 0'", scenario.Shadow.State.Held["level"].Reason);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    /// <summary>The driver fails between the settings and the locking, and no other one is open yet.</summary>
    private static ShadowScenario LeftOpen()
    {
        var scenario = Changed();
        scenario.Fails();
        scenario.Acts().Acts().Acts();
        Assert.Equal("invoke home", scenario.Written.Last());
        scenario.FailsForGood().Wait(1);
        scenario.DeviceActs = scenario.DriverOpens = true;
        return scenario;
    }

    private static ShadowScenario Changed()
    {
        var scenario = Written(Spec, "level", "gain");
        scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
        scenario.DeviceActs = false;
        return scenario;
    }

    private static ShadowScenario Written(DeviceSpec spec, params string[] points)
    {
        var scenario = ShadowScenario.Passive(spec);
        foreach (var point in points) scenario.Write(point, 1);
        return scenario;
    }
}
