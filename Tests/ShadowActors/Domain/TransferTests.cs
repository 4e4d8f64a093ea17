using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class TransferTests
{
    [Fact]
    public void Settings_that_differ_are_written_again_in_the_order_of_their_last_write()
    {
        var scenario = Reset("gain", "level", "mode");
        Assert.Equal(["write gain = 1", "write level = 1", "write mode = 1"], Restored(scenario));
    }

    [Fact]
    public void What_a_setting_comes_after_is_written_first()
    {
        var spec = TestDevice.Spec.With("gain", point => point with { After = [new PointId("mode")] });
        var scenario = Reset(spec, "gain", "level", "mode");
        Assert.Equal(["write level = 1", "write mode = 1", "write gain = 1"], Restored(scenario));
    }

    [Fact]
    public void A_setting_that_the_device_holds_is_not_written()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Fails();
        Assert.Empty(Restored(scenario));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_setting_declared_always_is_written_though_it_is_the_same()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("forced", 1);
        scenario.Fails();
        Assert.Equal(["write forced = 1"], Restored(scenario));
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("valve")]
    [InlineData("pulse")]
    [InlineData("beat")]
    public void Never_and_what_is_no_configuration_is_not_written(string point)
    {
        var scenario = Reset(point);
        Assert.Empty(Restored(scenario));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void Settings_go_in_blocks_of_32_each_with_its_own_append()
    {
        var names = Enumerable.Range(0, 70).Select(i => $"s{i}").ToArray();
        var spec = TestDevice.Spec with
        {
            Points = [.. names.Select((name, i) => TestDevice.Point(name, (ushort)i, PointRole.Configuration))],
        };
        var scenario = Reset(spec, names);
        Assert.Equal(
            [32, 32, 6], scenario.Journal.All<ShadowEvents.TransferPlanned>().Select(plan => plan.Settings.Length));
        Assert.Equal(3, scenario.Journal.All<ShadowEvents.SettingsTransferred>().Length);
        Assert.Equal(70, Restored(scenario).Count);
    }

    [Fact]
    public void A_slow_block_goes_on_under_a_new_plan_of_its_rest()
    {
        var scenario = ShadowScenario.Passive();
        string[] names = ["gain", "level", "mode"];
        foreach (var name in names) scenario.Write(name, 1);
        foreach (var name in names) scenario.Device[name] = PointValue.Of(0);
        scenario.DeviceActs = false;
        scenario.Fails().Wait(0.4).Acts().Wait(0.6).Acts().Acts();
        Assert.Equal(["write gain = 1", "write level = 1", "write mode = 1"], Restored(scenario));
        Assert.Equal(
            [3, 1], scenario.Journal.All<ShadowEvents.TransferPlanned>().Select(plan => plan.Settings.Length));
        Assert.Equal(
            [2, 1],
            scenario.Journal.All<ShadowEvents.SettingsTransferred>().TakeLast(2).Select(done => done.Settings.Length));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_write_that_came_too_late_to_the_link_goes_on_under_a_new_plan()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.DeviceActs = false;
        scenario.Fails().Wait(1);
        scenario.DeviceActs = true;
        scenario.RefusesToSend(scenario.Calls.Keys.Single());
        Assert.Equal(2, Restored(scenario).Count);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Single(scenario.Journal.All<ShadowEvents.DriverFailed>());
    }

    [Fact]
    public void A_write_that_always_comes_too_late_to_the_link_is_held_and_the_next_one_is_written()
    {
        var scenario = ShadowScenario.Passive();
        foreach (var name in new[] { "gain", "level" }) scenario.Write(name, 1);
        foreach (var name in new[] { "gain", "level" }) scenario.Device[name] = PointValue.Of(0);
        scenario.DeviceActs = false;
        scenario.Fails();
        for (var i = 1; i < ShadowLimits.UnsentWritesMax; i++) TooLate();
        Assert.Equal(DeviceMode.Active, scenario.Live.Mode);
        scenario.DeviceActs = true;
        TooLate();

        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal([.. Enumerable.Repeat("write gain = 1", ShadowLimits.UnsentWritesMax), "write level = 1"],
            Restored(scenario));
        var held = Assert.Single(scenario.Shadow.State.Held).Value;
        Assert.Equal(("gain", PointValue.Of(0)), (held.Point.Value, held.Actual));
        Assert.Contains("not sent within its time", held.Reason, StringComparison.Ordinal);
        Assert.Single(scenario.Journal.All<ShadowEvents.DriverFailed>());

        void TooLate() => scenario.Wait(1).RefusesToSend(scenario.Calls.Keys.Single());
    }

    [Fact]
    public void Writes_that_come_too_late_now_and_then_hold_nothing()
    {
        var scenario = ShadowScenario.Passive();
        string[] names = ["gain", "level", "mode"];
        foreach (var name in names) scenario.Write(name, 1);
        foreach (var name in names) scenario.Device[name] = PointValue.Of(0);
        scenario.DeviceActs = false;
        scenario.Fails();
        foreach (var _ in names)
        {
            for (var i = 1; i < ShadowLimits.UnsentWritesMax; i++)
                scenario.Wait(1).RefusesToSend(scenario.Calls.Keys.Single());
            scenario.Acts();
        }

        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Empty(scenario.Shadow.State.Held);
    }

    [Fact]
    public void Nothing_is_restored_when_contact_was_lost_too_long_ago()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.FailsForGood().Wait(61).Opens();
        Assert.Empty(Restored(scenario));
        Assert.Equal(PointValue.Of(0), scenario.Shadow.State.Held["level"].Actual);
    }

    [Fact]
    public void Nothing_is_restored_when_the_age_of_the_contact_cannot_be_proven()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Device["level"] = PointValue.Of(0);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start().Wait(2);
        Assert.Empty(next.Mutations);
        Assert.Equal(PointValue.Of(1), next.Shadow.State.Held["level"].Recorded);
    }

    [Fact]
    public void What_is_held_stays_held_at_the_next_failure_until_somebody_writes_it()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.FailsForGood().Wait(61).Opens();
        scenario.DriverOpens = true;
        scenario.Wait(1).Fails().Wait(1);
        Assert.Empty(Restored(scenario));
        scenario.Write("level", 2);
        Assert.Empty(scenario.Shadow.State.Held);
    }

    [Fact]
    public void A_setting_that_the_device_refuses_is_held_and_the_rest_goes_on()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Write("gain", 1);
        scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
        scenario.DeviceActs = false;
        scenario.Fails().Acts(rejects: "no").Acts();
        Assert.Equal(["level"], scenario.Shadow.State.Held.Keys);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_transfer_that_the_link_refuses_starts_over_after_a_hold_time()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.DeviceActs = false;
        scenario.Fails();
        for (var i = 0; i < 3; i++)
        {
            scenario.RefusesToSend(scenario.Calls.Keys.Single());
            scenario.Wait(0.3);
        }

        Assert.True(scenario.Live.Budget.UncountedInARow >= 3);
        Assert.Single(scenario.Live.Budget.Counted);
    }

    [Fact]
    public void A_failure_during_the_transfer_starts_it_over()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.DeviceActs = false;
        scenario.Fails();
        scenario.DeviceActs = true;
        scenario.Fails().Wait(1);
        Assert.Equal(2, Restored(scenario).Count);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_plan_that_did_not_come_into_the_journal_is_made_again()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.JournalAnswers = false;
        scenario.Fails();
        while (scenario.Journal.UnderWay!.Events.All(happened => happened is not ShadowEvents.TransferPlanned))
            scenario.Appends();
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written: false).Wait(1);
        Assert.Equal(["write level = 1"], Restored(scenario));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_plan_that_is_lost_again_and_again_does_not_close_the_driver()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.JournalAnswers = false;
        scenario.Fails();
        var incarnation = scenario.Live.Incarnation;
        for (var i = 0; i < 5; i++)
        {
            while (scenario.Journal.UnderWay!.Events.All(happened => happened is not ShadowEvents.TransferPlanned))
                scenario.Appends();
            scenario.AppendInDoubt(written: false).Wait(1);
        }

        Assert.Equal(incarnation, scenario.Live.Incarnation);
        scenario.JournalAnswers = true;
        scenario.Appends().Wait(1);
        Assert.Equal(["write level = 1"], Restored(scenario));
        Assert.Single(scenario.Journal.All<ShadowEvents.DriverFailed>());
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_journal_that_is_always_too_slow_ends_the_planning()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.JournalAnswers = false;
        scenario.Fails();
        for (var i = 0; i < 40 && scenario.Live.Mode != DeviceMode.Passive; i++)
        {
            scenario.Wait(1.1);
            if (scenario.Journal.UnderWay is not null) scenario.Appends();
        }

        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(ShadowLimits.UnsentWritesMax, scenario.Journal.All<ShadowEvents.TransferPlanned>().Length);
        Assert.Empty(Restored(scenario));
        Assert.Equal(["level"], scenario.Shadow.State.Held.Keys);
    }

    [Fact]
    public void A_recovery_is_on_record_with_its_stages()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Fails();
        Assert.Equal(
            [RecoveryStage.Stop, RecoveryStage.Reinitialise, RecoveryStage.Transfer],
            scenario.Journal.All<ShadowEvents.StageCompleted>().TakeLast(3).Select(done => done.Stage));
        Assert.Equal(1, scenario.Shadow.State.Recoveries);
    }

    private static ShadowScenario Reset(params string[] written) => Reset(TestDevice.Spec, written);

    /// <summary>These are written, the device forgets them, and the driver fails.</summary>
    private static ShadowScenario Reset(DeviceSpec spec, params string[] written)
    {
        var scenario = ShadowScenario.Passive(spec);
        foreach (var point in written) scenario.Write(point, 1);
        foreach (var point in written) scenario.Device[point] = PointValue.Of(0);
        return scenario.Fails();
    }

    private static List<string> Restored(ShadowScenario scenario) =>
    [
        .. scenario.Mutations
            .Where(call => call.Request.Value.StartsWith("restore-", StringComparison.Ordinal))
            .Select(call => call.Operation.ToString()!),
    ];
}
