using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class ConflictTests
{
    [Theory]
    [InlineData(ConflictRule.Hold, 7, 5)]
    [InlineData(ConflictRule.Restore, 5, 5)]
    [InlineData(ConflictRule.Adopt, 7, 7)]
    public void After_a_long_outage_a_difference_is_held_restored_or_adopted(
        ConflictRule rule, long device, long recorded)
    {
        var scenario = Outage(rule, 61);
        Assert.Equal(PointValue.Of(device), scenario.Device["level"]);
        Assert.Equal(PointValue.Of(recorded), scenario.Shadow.State.Settings["level"].Value);
        Assert.Equal(rule == ConflictRule.Hold, scenario.Shadow.State.Held.ContainsKey("level"));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Theory]
    [InlineData(ConflictRule.Hold)]
    [InlineData(ConflictRule.Restore)]
    [InlineData(ConflictRule.Adopt)]
    public void After_a_short_outage_a_loss_is_restored_whatever_is_declared(ConflictRule rule) =>
        Assert.Equal(PointValue.Of(5), Outage(rule, 50, device: 0).Device["level"]);

    [Theory]
    [InlineData(ConflictRule.Hold, 7)]
    [InlineData(ConflictRule.Restore, 5)]
    [InlineData(ConflictRule.Adopt, 7)]
    public void After_a_short_outage_a_value_that_is_no_loss_is_a_conflict(ConflictRule rule, long device) =>
        Assert.Equal(PointValue.Of(device), Outage(rule, 50).Device["level"]);

    [Fact]
    public void What_was_adopted_is_on_record_and_is_restored_from_then_on()
    {
        var scenario = Outage(ConflictRule.Adopt, 61);
        var adopted = scenario.Journal.All<ShadowEvents.SettingsTransferred>().Last().Settings.Single();
        Assert.Equal(
            (TransferResult.Adopted, PointValue.Of(5), PointValue.Of(7)),
            (adopted.Result, adopted.Recorded, adopted.Actual!.Value));
        Assert.StartsWith("last contact 61 s ago", adopted.Reason);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.DriverOpens = true;
        scenario.Fails().Wait(1);
        Assert.Equal(PointValue.Of(7), scenario.Device["level"]);
    }

    [Fact]
    public void What_may_not_be_written_is_not_adopted()
    {
        var scenario = Outage(ConflictRule.Adopt, 61, device: 5000);
        Assert.Equal(PointValue.Of(5), scenario.Shadow.State.Settings["level"].Value);
        Assert.True(scenario.Shadow.State.Held.ContainsKey("level"));
    }

    [Theory]
    [InlineData(90, 61, true)]
    [InlineData(10, 20, false)]
    public void A_point_has_its_own_time(int within, int outage, bool isRestored)
    {
        var spec = TestDevice.Spec.With(
            "level", point => point with { RestoreWithin = TimeSpan.FromSeconds(within) });
        Assert.Equal(PointValue.Of(isRestored ? 5 : 0), Outage(spec, outage, 0).Device["level"]);
    }

    [Fact]
    public void A_point_may_always_be_restored()
    {
        var spec = TestDevice.Spec.With("level", point => point with { RestoreWithin = PointSpec.RestoreAlways });
        Assert.Equal(PointValue.Of(5), Outage(spec, 3600, 0).Device["level"]);
    }

    [Theory]
    [InlineData(ConflictRule.Hold)]
    [InlineData(ConflictRule.Restore)]
    [InlineData(ConflictRule.Adopt)]
    public void What_can_not_be_read_back_is_not_written_blindly(ConflictRule rule)
    {
        var scenario = Unread(rule);
        Assert.Equal(PointValue.Of(0), scenario.Device["level"]);
        Assert.Equal(["level"], scenario.Shadow.State.Held.Keys);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void What_can_not_be_read_back_of_a_device_that_began_anew_is_not_written_blindly()
    {
        var scenario = Unread(ConflictRule.Hold, "gain", "mode");
        Assert.True(scenario.Journal.All<ShadowEvents.DeviceResetDetected>().Length == 1);
        Assert.Equal((PointValue.Of(5), PointValue.Of(5)), (scenario.Device["gain"], scenario.Device["mode"]));
        Assert.Equal(PointValue.Of(0), scenario.Device["level"]);
        Assert.Equal(["level"], scenario.Shadow.State.Held.Keys);
    }

    [Fact]
    public void What_was_held_since_it_was_not_read_is_compared_anew_at_the_next_recovery()
    {
        var scenario = Unread(ConflictRule.Hold);
        Assert.Equal(Conflicts.NotRead, scenario.Shadow.State.Held["level"].Reason);
        scenario.Fails().Wait(1);
        Assert.Equal(PointValue.Of(5), scenario.Device["level"]);
        Assert.Empty(scenario.Shadow.State.Held);
    }

    [Fact]
    public void What_is_held_until_somebody_decides_stays_so_though_it_could_not_be_read_once()
    {
        var scenario = Outage(ConflictRule.Hold, 61, device: 0);
        var held = scenario.Shadow.State.Held["level"];
        Assert.StartsWith("last contact 61 s ago", held.Reason);
        scenario.DriverOpens = true;
        Bad(scenario);
        Assert.Equal(held with { Actual = null }, scenario.Shadow.State.Held["level"]);
        scenario.Fails().Wait(1);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(PointValue.Of(0), scenario.Device["level"]);
        Assert.Equal(held, scenario.Shadow.State.Held["level"]);
    }

    /// <summary>The setting was lost, and at the recovery its reading is Bad.</summary>
    /// <param name="others">Were lost too, and are read.</param>
    private static ShadowScenario Unread(ConflictRule rule, params string[] others)
    {
        var scenario = ShadowScenario.Passive(
            TestDevice.Spec.With("level", point => point with { OnConflict = rule }));
        string[] points = ["level", .. others];
        foreach (var point in points) scenario.Write(point, 5);
        foreach (var point in points) scenario.Device[point] = PointValue.Of(0);
        return Bad(scenario);
    }

    /// <summary>The driver fails, and at the recovery the reading of the setting is Bad.</summary>
    private static ShadowScenario Bad(ShadowScenario scenario)
    {
        scenario.DeviceReads = false;
        scenario.Fails().Wait(1);
        var call = scenario.Calls.Keys.Single();
        var bad = scenario.ReadsNow(call).Select(reading => reading.Point.Value == "level"
            ? reading with { Value = null, Status = StatusCode.BadOutOfRange }
            : reading);
        scenario.DeviceReads = true;
        return scenario.Gives(call, [.. bad]);
    }

    private static ShadowScenario Outage(ConflictRule rule, double seconds, long device = 7) => Outage(
        TestDevice.Spec.With("level", point => point with { OnConflict = rule }), seconds, device);

    private static ShadowScenario Outage(DeviceSpec spec, double seconds, long device)
    {
        var scenario = ShadowScenario.Passive(spec);
        scenario.Write("level", 5);
        scenario.Device["level"] = PointValue.Of(device);
        return scenario.FailsForGood().Wait(seconds).Opens();
    }
}
