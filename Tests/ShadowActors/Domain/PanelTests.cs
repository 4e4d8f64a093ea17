using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Changes at the device itself: told from losses, adopted or held.</summary>
public sealed class PanelTests
{
    [Fact]
    public void A_change_at_the_device_is_adopted_and_not_undone_by_the_next_recovery()
    {
        var scenario = Written(Scanned());
        scenario.Device["level"] = PointValue.Of(9);
        scenario.Wait(3);
        var adopted = Assert.Single(scenario.Journal.All<ShadowEvents.SettingAdopted>());
        Assert.Equal((PointValue.Of(9), "device"), (adopted.Value, adopted.Principal));
        scenario.Fails().Wait(1);
        Assert.Equal(PointValue.Of(9), scenario.Device["level"]);
        Assert.Empty(scenario.Shadow.State.Held);
    }

    [Fact]
    public void A_change_of_a_setting_that_is_not_scanned_is_seen_within_a_minute()
    {
        var scenario = Written(TestDevice.Spec);
        scenario.Device["level"] = PointValue.Of(9);
        scenario.Wait(61);
        Assert.Equal(PointValue.Of(9), scenario.Shadow.State.Settings["level"].Value);
    }

    [Fact]
    public void One_setting_that_is_back_at_its_old_value_was_changed_at_the_device()
    {
        var scenario = Written(Scanned());
        scenario.Device["level"] = PointValue.Of(0);
        scenario.Wait(3);
        Assert.Equal(PointValue.Of(0), scenario.Shadow.State.Settings["level"].Value);
        Assert.Empty(scenario.Journal.All<ShadowEvents.DeviceResetDetected>());
    }

    [Fact]
    public void Several_settings_that_are_back_are_a_reset_and_restored()
    {
        var scenario = Written(Scanned());
        scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
        scenario.Wait(3);
        Assert.Equal(2, Assert.Single(scenario.Journal.All<ShadowEvents.DeviceResetDetected>()).Settings.Length);
        Assert.Equal((PointValue.Of(5), PointValue.Of(7)), (scenario.Device["level"], scenario.Device["gain"]));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Empty(scenario.Journal.All<ShadowEvents.SettingAdopted>());
    }

    [Fact]
    public void What_a_device_does_not_keep_is_held_and_not_restored_for_ever()
    {
        var scenario = Written(Scanned());
        for (var i = 0; i < 10; i++)
        {
            scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
            scenario.Wait(8);
        }

        Assert.Single(scenario.Journal.All<ShadowEvents.DeviceResetDetected>());
        Assert.Equal(["gain", "level"], scenario.Shadow.State.Held.Keys);
    }

    [Fact]
    public void A_device_that_takes_its_time_to_show_a_written_value_is_not_believed_to_be_changed()
    {
        var scenario = ShadowScenario.Passive(Scanned());
        scenario.Write("level", 5);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.Wait(3);
        scenario.Device["level"] = PointValue.Of(5);
        scenario.Wait(10);
        Assert.Empty(scenario.Journal.All<ShadowEvents.SettingAdopted>());
    }

    [Fact]
    public void A_setting_that_moves_by_itself_is_adopted_once_a_minute_at_most()
    {
        var scenario = Written(Scanned());
        for (var i = 1; i <= 120; i++)
        {
            scenario.Device["level"] = PointValue.Of(100 + i);
            scenario.Wait(1);
        }

        Assert.InRange(scenario.Journal.All<ShadowEvents.SettingAdopted>().Length, 1, 3);
    }

    [Fact]
    public void A_value_that_nobody_wrote_after_an_outage_is_a_conflict_and_held()
    {
        var scenario = Written(TestDevice.Spec);
        scenario.FailsForGood();
        scenario.Device["level"] = PointValue.Of(9);
        scenario.Opens();
        Assert.StartsWith("conflict", scenario.Shadow.State.Held["level"].Reason);
        Assert.Equal(PointValue.Of(9), scenario.Device["level"]);
    }

    [Fact]
    public void The_value_before_the_first_write_and_before_the_newest_are_losses()
    {
        foreach (var lost in new[] { 0, 5 })
        {
            var scenario = Written(TestDevice.Spec);
            scenario.Write("level", 6);
            scenario.FailsForGood();
            scenario.Device["level"] = PointValue.Of(lost);
            scenario.DriverOpens = true;
            scenario.Opens();
            Assert.Equal(PointValue.Of(6), scenario.Device["level"]);
        }
    }

    [Fact]
    public void Nothing_is_a_conflict_of_a_device_that_began_anew()
    {
        var scenario = Written(TestDevice.Spec);
        scenario.Write("mode", 3);
        scenario.FailsForGood();
        scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
        scenario.Device["mode"] = PointValue.Of(77);
        scenario.Opens();
        Assert.Equal(PointValue.Of(3), scenario.Device["mode"]);
        Assert.Empty(scenario.Shadow.State.Held);
        Assert.Single(scenario.Journal.All<ShadowEvents.DeviceResetDetected>());
    }

    [Fact]
    public void A_corrected_declaration_does_not_move_the_device()
    {
        var scenario = Written(TestDevice.Spec);
        // What was read as 5 is 50 from here on.
        scenario.Device["level"] = PointValue.Of(50);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2));
        next.Start().Wait(2);
        Assert.Equal(PointValue.Of(50), next.Device["level"]);
        Assert.Equal(["level"], next.Shadow.State.Held.Keys);
    }

    [Fact]
    public void An_adopted_difference_is_the_setting()
    {
        var scenario = Held();
        var ticket = scenario.Adopt("level", 9);
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[ticket]);
        Assert.Empty(scenario.Shadow.State.Held);
        Assert.Equal(PointValue.Of(9), scenario.Shadow.State.Settings["level"].Value);
        Assert.Equal("ann", Assert.Single(scenario.Journal.All<ShadowEvents.SettingAdopted>()).Principal);
    }

    [Fact]
    public void What_the_device_does_not_have_any_more_is_not_adopted()
    {
        var scenario = Held();
        Assert.Equal(RefusalKind.HeldChanged, scenario.Refused(scenario.Adopt("level", 8)).Kind);
        Assert.Equal(RefusalKind.HeldChanged, scenario.Refused(scenario.Adopt("gain", 7)).Kind);
        Assert.Single(scenario.Shadow.State.Held);
    }

    [Fact]
    public void A_held_setting_is_neither_adopted_nor_a_reset()
    {
        var scenario = Held();
        scenario.Wait(200);
        Assert.Single(scenario.Shadow.State.Held);
        Assert.Empty(scenario.Journal.All<ShadowEvents.SettingAdopted>());
    }

    [Theory]
    [InlineData(BootRule.Changes, 3, 4, true)]
    [InlineData(BootRule.Changes, 3, 3, false)]
    [InlineData(BootRule.Lower, 300, 2, true)]
    [InlineData(BootRule.Lower, 300, 301, false)]
    public void A_boot_identity_tells_a_reset_by_a_single_setting(BootRule rule, long before, long after, bool isReset)
    {
        var scenario = Booted(rule, before);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.Device["temp"] = PointValue.Of(after);
        scenario.Wait(70);
        Assert.Equal(PointValue.Of(isReset ? 5 : 0), scenario.Device["level"]);
        Assert.Equal(isReset ? 1 : 0, scenario.Journal.All<ShadowEvents.DeviceResetDetected>().Length);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_boot_identity_that_changed_over_an_outage_makes_all_that_differs_a_loss()
    {
        var scenario = Booted(BootRule.Changes, 3);
        scenario.FailsForGood();
        scenario.Device["level"] = PointValue.Of(77);
        scenario.Device["temp"] = PointValue.Of(4);
        scenario.Opens();
        Assert.Equal(PointValue.Of(5), scenario.Device["level"]);
        Assert.Empty(scenario.Shadow.State.Held);
    }

    [Fact]
    public void A_boot_identity_that_never_stays_the_same_is_recovered_from_once()
    {
        var scenario = Booted(BootRule.Changes, 3, identity => identity with { ScanPeriod = TimeSpan.FromSeconds(1) });
        for (var i = 0; i < 90; i++)
        {
            scenario.Device["temp"] = PointValue.Of(4 + i);
            scenario.Wait(1);
        }

        Assert.Single(scenario.Journal.All<ShadowEvents.DriverFailed>());
        Assert.Equal(
            [null, true], scenario.Journal.All<ShadowEvents.DeviceResetDetected>().Select(reset => reset.Again));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void What_is_lost_again_soon_after_a_boot_identity_told_it_is_held()
    {
        var scenario = Booted(BootRule.Changes, 3, identity => identity with { ScanPeriod = TimeSpan.FromSeconds(1) });
        scenario.Device["temp"] = PointValue.Of(4);
        scenario.Wait(20);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.Device["temp"] = PointValue.Of(5);
        scenario.Wait(5);
        Assert.StartsWith("lost again", scenario.Shadow.State.Held["level"].Reason);
        Assert.Empty(scenario.Journal.All<ShadowEvents.SettingAdopted>());
        Assert.True(scenario.Journal.All<ShadowEvents.DeviceResetDetected>().Last().Again);
        Assert.Equal("temp was 4 and is 5", scenario.Shadow.State.Alarms["device-reset"].Message);
        Assert.False(scenario.Shadow.State.IsReset);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_lost_again_is_held_however_long_it_takes_to_be_read(bool isAnswered)
    {
        var scenario = Booted(BootRule.Changes, 3, identity => identity with { ScanPeriod = TimeSpan.FromSeconds(1) });
        scenario.Device["temp"] = PointValue.Of(4);
        scenario.Wait(20);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.Device["temp"] = PointValue.Of(5);
        scenario.DeviceReads = false;
        scenario.Wait(1);
        scenario.Gives(scenario.Calls.Keys.Single()).Wait(1);
        var look = scenario.Calls.Single(call => ((ShadowEffects.CallRead)call.Value).Points.Length > 1).Key;
        scenario.DeviceReads = true;
        // As good as never heard: the next look is a minute later.
        var bad = scenario.ReadsNow(look).Select(reading => reading with
        {
            Value = null,
            Status = StatusCode.BadOutOfRange,
        });
        foreach (var scan in scenario.Calls.Keys.Where(call => call != look).ToList()) scenario.Gives(scan);
        if (isAnswered) scenario.Gives(look, [.. bad]);
        scenario.Wait(59);
        if (!isAnswered) scenario.Gives(look, [.. bad]);
        scenario.Wait(130);
        Assert.StartsWith("lost again", scenario.Shadow.State.Held["level"].Reason);
        Assert.Equal(PointValue.Of(5), scenario.Shadow.State.Settings["level"].Value);
    }

    [Fact]
    public void Differences_that_are_held_are_no_reset()
    {
        var scenario = Written(TestDevice.Spec);
        scenario.Write("mode", 3);
        scenario.FailsForGood().Wait(61);
        scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.Equal(["gain", "level"], scenario.Shadow.State.Held.Keys);
        scenario.Wait(20).FailsForGood();
        scenario.Device["mode"] = PointValue.Of(77);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.StartsWith("conflict", scenario.Shadow.State.Held["mode"].Reason);
        Assert.Equal(PointValue.Of(77), scenario.Device["mode"]);
        Assert.DoesNotContain(
            scenario.Journal.All<ShadowEvents.DeviceResetDetected>(),
            reset => reset.Stamp.Incarnation == scenario.Live.Incarnation);
    }

    [Fact]
    public void Nothing_is_adopted_while_a_write_of_the_setting_is_under_way()
    {
        var scenario = Held();
        scenario.Wait(6);
        scenario.DeviceActs = false;
        var write = scenario.Write("level", 70);
        Assert.Equal(RefusalKind.Busy, scenario.Refused(scenario.Adopt("level", 9)).Kind);
        scenario.Acts();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(write));
        Assert.Equal(PointValue.Of(70), scenario.Shadow.State.Settings["level"].Value);
    }

    [Fact]
    public void A_change_to_what_may_not_be_written_is_held()
    {
        var scenario = Written(Scanned());
        scenario.Device["level"] = PointValue.Of(5000);
        scenario.Wait(3);
        Assert.Contains("may not be written", scenario.Shadow.State.Held["level"].Reason);
        Assert.Equal(PointValue.Of(5), scenario.Shadow.State.Settings["level"].Value);
        Assert.Empty(scenario.Journal.All<ShadowEvents.SettingAdopted>());
    }

    [Theory]
    [InlineData(8, Verdict.Confirmed)]
    [InlineData(9, Verdict.Indeterminate)]
    public void After_a_write_whose_outcome_nobody_knew_a_look_tells_what_the_device_has(long has, Verdict verdict)
    {
        var scenario = Unknown();
        scenario.Device["level"] = PointValue.Of(has);
        scenario.Wait(10);
        Assert.Equal(verdict, scenario.Record("unknown").Verdict);
        Assert.Equal(PointValue.Of(has), scenario.Shadow.State.Settings["level"].Value);
    }

    /// <summary>The driver failed while it wrote 8, and afterwards the device could be seen to have 5 as before.
    /// </summary>
    private static ShadowScenario Unknown()
    {
        var scenario = Written(Scanned());
        scenario.DeviceActs = false;
        scenario.Write("level", 8, "unknown", timeout: 1);
        scenario.FailsForGood().Wait(2);
        scenario.DeviceActs = scenario.DriverOpens = true;
        scenario.Opens().Wait(1);
        Assert.Equal(Verdict.Indeterminate, scenario.Record("unknown").Verdict);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        return scenario;
    }

    private static ShadowScenario Booted(
        BootRule rule, long identity, Func<PointSpec, PointSpec>? change = null)
    {
        var scenario = new ShadowScenario(TestDevice.Spec.With("temp", change ?? (point => point)) with
        {
            BootIdentity = new BootIdentitySpec(new PointId("temp"), rule),
        });
        scenario.Device["temp"] = PointValue.Of(identity);
        scenario.Start();
        scenario.Write("level", 5);
        return scenario.Wait(6);
    }

    private static DeviceSpec Scanned()
    {
        var second = TimeSpan.FromSeconds(1);
        return TestDevice.Spec
            .With("level", point => point with { ScanPeriod = second })
            .With("gain", point => point with { ScanPeriod = second });
    }

    private static ShadowScenario Written(DeviceSpec spec)
    {
        var scenario = ShadowScenario.Passive(spec);
        scenario.Write("level", 5);
        scenario.Write("gain", 7);
        return scenario.Wait(6);
    }

    private static ShadowScenario Held()
    {
        var scenario = Written(TestDevice.Spec);
        scenario.FailsForGood();
        scenario.Device["level"] = PointValue.Of(9);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        return scenario;
    }
}
