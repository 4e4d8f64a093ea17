using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain.Alarms;

/// <summary>What is in quarantine, held, lost or decided as alarms.</summary>
public sealed class StandingAlarmsTests
{
    [Fact]
    public void A_request_in_quarantine_is_an_alarm_until_it_is_lifted()
    {
        var scenario = Quarantining("level");
        Assert.Equal("not sent again: level", Alarm(scenario, "quarantined-request").Message);
        scenario.Lift("request:level");
        Assert.Equal(AlarmState.ReturnedUnacknowledged, Alarm(scenario, "quarantined-request").State);
    }

    [Fact]
    public void One_more_in_quarantine_must_be_acknowledged_anew()
    {
        var scenario = Quarantining("level");
        Order(scenario, AlarmOrder.Acknowledge, "quarantined-request");
        Kill(scenario, "write gain = 5");
        scenario.Write("gain", 5, "gain");
        scenario.Wait(3);
        var alarm = Alarm(scenario, "quarantined-request");
        Assert.Equal(
            (AlarmState.Unacknowledged, "not sent again: gain, level"), (alarm.State, alarm.Message));
        scenario.Lift("request:gain");
        Assert.True(Alarm(scenario, "quarantined-request").IsActive);
    }

    [Fact]
    public void One_more_in_quarantine_is_told_as_soon_as_the_line_to_the_journal_has_room()
    {
        var scenario = ShadowScenario.Passive(
            TestDevice.Spec.With("temp", point => point with { ScanPeriod = TimeSpan.FromSeconds(1) }));
        scenario.Kills = effect => effect is ShadowEffects.CallRead read && Reads(read, "temp") ? "temp" : null;
        scenario.Wait(20);
        Order(scenario, AlarmOrder.Acknowledge, "quarantined-read");
        scenario.Kills = _ => null;
        scenario.DeviceReads = false;
        scenario.Read("running");
        scenario.Fails();
        scenario.Wait(2).Gives(scenario.Calls.Keys.Single());
        Assert.True(Reads(scenario.Calls.Values.Single(), "running"));
        scenario.JournalAnswers = false;
        for (var i = 0; i < ShadowLimits.GatheredEventsMax; i++)
        {
            scenario.Write("batch", 1, timeout: 0.001);
            scenario.Wait(0.001);
        }

        Assert.True(scenario.Shadow.Line.Gathering.Events.Count >= ShadowLimits.GatheredEventsMax);
        scenario.Fails();
        Assert.Contains("read:running", scenario.Shadow.State.Quarantine.Keys);
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(
            (AlarmState.Unacknowledged, "not read: running, temp"),
            (Alarm(scenario, "quarantined-read").State, Alarm(scenario, "quarantined-read").Message));
    }

    [Fact]
    public void A_point_that_is_not_read_any_more_is_an_alarm()
    {
        var scenario = ShadowScenario.Passive(
            TestDevice.Spec.With("temp", point => point with { ScanPeriod = TimeSpan.FromSeconds(1) }));
        scenario.Kills = effect =>
            effect is ShadowEffects.CallRead read && read.Points.Contains(new PointId("temp")) ? "temp" : null;
        scenario.Wait(5);
        Assert.Equal("not read: temp", Alarm(scenario, "quarantined-read").Message);
        scenario.Kills = _ => null;
        scenario.Lift("read:temp");
        Assert.False(Alarm(scenario, "quarantined-read").IsActive);
    }

    [Fact]
    public void A_setting_that_is_skipped_is_an_alarm_and_no_held_difference_as_well()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        scenario.Device["level"] = PointValue.Of(0);
        Kill(scenario, "write level = 5");
        scenario.Fails().Wait(5);
        Assert.Contains("level", scenario.Shadow.State.Held.Keys);
        Assert.Equal("not restored: level", Alarm(scenario, "skipped-setting").Message);
        Assert.DoesNotContain("held-differences", scenario.Shadow.State.Alarms.Keys);
        scenario.Kills = _ => null;
        scenario.Write("level", 6);
        Assert.False(Alarm(scenario, "skipped-setting").IsActive);
    }

    [Fact]
    public void A_device_that_began_anew_is_an_alarm_until_it_is_reset()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        scenario.Write("gain", 7);
        scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
        scenario.Fails().Wait(5);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(AlarmState.LatchedUnacknowledged, Alarm(scenario, "device-reset").State);
        Assert.Equal("2 settings are back at what they were before", Alarm(scenario, "device-reset").Message);
        Order(scenario, AlarmOrder.Acknowledge, "device-reset");
        Assert.Equal(AlarmState.LatchedAcknowledged, Alarm(scenario, "device-reset").State);
        Order(scenario, AlarmOrder.Reset, "device-reset");
        Assert.Empty(scenario.Shadow.State.Alarms);
    }

    [Fact]
    public void A_Maintenance_without_an_end_is_an_alarm_when_it_lasts_too_long()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Wait(ShadowLimits.MaintenanceAlarmTime - TimeSpan.FromMinutes(1));
        Assert.Empty(scenario.Shadow.State.Alarms);
        scenario.Wait(TimeSpan.FromMinutes(2));
        Assert.Equal(
            "out of service: Maintenance by ann: new seal", Alarm(scenario, "maintenance-overdue").Message);
        Assert.False(Assert.Single(AlarmViews.Of(scenario.Shadow, scenario.Now)).IsSetAside);
        scenario.Decide(AdministrativeState.Enabled);
        Assert.Equal(AlarmState.ReturnedUnacknowledged, Alarm(scenario, "maintenance-overdue").State);
    }

    [Fact]
    public void After_another_start_of_the_machine_an_overdue_Maintenance_still_is()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Wait(ShadowLimits.MaintenanceAlarmTime + TimeSpan.FromMinutes(1));
        var next = scenario.Successor("claim-2", TimeSpan.FromMinutes(1), "boot-2").Start();
        Assert.True(Alarm(next, "maintenance-overdue").IsActive);
        Assert.Single(next.Journal.All<ShadowEvents.AlarmRaised>());
    }

    [Fact]
    public void A_device_of_another_installations_database_is_an_alarm_until_somebody_decides()
    {
        var before = ShadowScenario.Passive();
        var own = TestDevice.Own("claim-2") with
        {
            Installation = "ours",
            DisabledAtStart = new DisabledAtStart("copy", "a copied database"),
        };
        var scenario = new ShadowScenario(journal: before.Journal, own: own, uptime: before.Uptime).Start();
        Assert.Equal(
            "out of service: Disabled by understudy: a copied database",
            Alarm(scenario, "other-installation").Message);
        Assert.False(Assert.Single(AlarmViews.Of(scenario.Shadow, scenario.Now)).IsSetAside);
        scenario.Decide(AdministrativeState.Disabled);
        Assert.False(Alarm(scenario, "other-installation").IsActive);
    }

    [Fact]
    public void The_guidance_of_held_differences_names_the_command()
    {
        Assert.Contains("understudy differences", AlarmConditions.HeldDifferences.Guidance);
        Assert.Contains("--apply", AlarmConditions.HeldDifferences.Guidance);
        Assert.Contains("--adopt", AlarmConditions.HeldDifferences.Guidance);
    }

    /// <summary>Writing the point made the driver fail twice.</summary>
    private static ShadowScenario Quarantining(string point)
    {
        var scenario = ShadowScenario.Passive();
        Kill(scenario, $"write {point} = 5");
        scenario.Write(point, 5, point);
        scenario.Wait(3);
        return scenario;
    }

    private static bool Reads(ShadowEffects.Effect call, string point) =>
        ((ShadowEffects.CallRead)call).Points.Contains(new PointId(point));

    private static void Kill(ShadowScenario scenario, string operation) => scenario.Kills = effect =>
        effect is ShadowEffects.CallMutate mutate && mutate.Operation.ToString() == operation ? operation : null;

    private static AlarmRecord Alarm(ShadowScenario scenario, string name) => scenario.Shadow.State.Alarms[name];

    private static void Order(ShadowScenario scenario, AlarmOrder order, string alarm) => scenario.Ask(
        new ShadowCommands.ChangeAlarm(
            TestDevice.Id, new RequestId("order"), "ann", alarm, order, "seen", null, TimeSpan.FromSeconds(5)));
}
