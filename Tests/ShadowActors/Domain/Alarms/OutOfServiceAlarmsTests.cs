using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain.Alarms;

/// <summary>Alarms of a device that people took out of service.</summary>
public sealed class OutOfServiceAlarmsTests
{
    private const string High = "temp:high";

    private static readonly PointAlarms Limits = new(
        null, 80, null, null, null, 5, TimeSpan.Zero, TimeSpan.Zero, null, false, null);

    [Theory]
    [InlineData(AdministrativeState.Maintenance)]
    [InlineData(AdministrativeState.Disabled)]
    public void Out_of_service_a_device_is_neither_silent_nor_lost(AdministrativeState state)
    {
        var scenario = Passive();
        scenario.Decide(state);
        scenario.Happens(new ShadowInputs.LinkDown("cable")).Wait(60).Happens(new ShadowInputs.LinkUp()).Wait(60);
        Assert.Empty(scenario.Shadow.State.Alarms);
        Assert.Empty(AlarmViews.Of(scenario.Shadow, scenario.Now));
    }

    [Fact]
    public void A_delay_that_ran_when_it_was_taken_out_begins_anew()
    {
        var scenario = Passive();
        scenario.DriverOpens = false;
        scenario.Fails(FailureKind.NoResponse).Wait(9);
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Wait(60);
        Assert.Empty(scenario.Shadow.State.Alarms);
        scenario.Decide(AdministrativeState.Enabled);
        scenario.Wait(9);
        Assert.Empty(scenario.Shadow.State.Alarms);
        scenario.Wait(2);
        Assert.True(scenario.Shadow.State.Alarms["no-communication"].IsActive);
    }

    [Fact]
    public void What_stood_stays_as_it_was_and_is_shown_as_out_of_service()
    {
        var scenario = Hot();
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Wait(60);
        var alarm = Assert.Single(AlarmViews.Of(scenario.Shadow, scenario.Now));
        Assert.Equal((AlarmState.Unacknowledged, true, true), (alarm.State, alarm.IsOutOfService, alarm.IsSetAside));
        Assert.Single(scenario.Journal.All<ShadowEvents.AlarmRaised>());
        Assert.Empty(scenario.Journal.All<ShadowEvents.AlarmReturned>());
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(99, true)]
    public void In_service_again_its_points_are_looked_at_anew(long value, bool isActive)
    {
        var scenario = Hot();
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Device["temp"] = PointValue.Of(value);
        scenario.Decide(AdministrativeState.Enabled);
        scenario.Read();
        Assert.Equal(isActive, scenario.Shadow.State.Alarms[High].IsActive);
        Assert.False(Assert.Single(AlarmViews.Of(scenario.Shadow, scenario.Now)).IsOutOfService);
    }

    [Fact]
    public void That_it_was_given_up_stays_until_it_is_in_service_again()
    {
        var scenario = ShadowScenario.Passive();
        for (var i = 0; i < 6; i++) scenario.Fails().Wait(1.5);
        Assert.True(scenario.Shadow.State.Alarms["faulted"].IsActive);
        scenario.Decide(AdministrativeState.Disabled);
        Assert.True(scenario.Shadow.State.Alarms["faulted"].IsActive);
        scenario.Decide(AdministrativeState.Enabled);
        Assert.False(scenario.Shadow.State.Alarms["faulted"].IsActive);
    }

    [Fact]
    public void An_alarm_that_is_out_of_service_can_be_acknowledged()
    {
        var scenario = Hot();
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Ask(new ShadowCommands.ChangeAlarm(
            TestDevice.Id, new RequestId("order"), "ann", High, AlarmOrder.Acknowledge, "seen", null,
            TimeSpan.FromSeconds(5)));
        Assert.Equal(AlarmState.Acknowledged, scenario.Shadow.State.Alarms[High].State);
    }

    private static ShadowScenario Passive() => ShadowScenario.Passive(
        TestDevice.Spec.With("temp", point => point with { Alarms = Limits }));

    private static ShadowScenario Hot()
    {
        var scenario = Passive();
        scenario.Device["temp"] = PointValue.Of(81);
        scenario.Read();
        Assert.True(scenario.Shadow.State.Alarms[High].IsActive);
        return scenario;
    }
}
