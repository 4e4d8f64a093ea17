using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.ShadowActors.Domain.PostMortem;

public sealed class DeviceMomentTests
{
    private static readonly DeviceSpec Spec = PlantFile.Parse(
        """
        gateways:
          hall1:
            link: {modbusTcp: 127.0.0.1:1502}
            devices:
              oven: {profile: oven, unit: 1}
        profiles:
          oven:
            class: register
            budget: {intensity: 3, period: 10s}
            points:
              temp: {at: input/0, unit: Cel, staleAfter: 5s}
              sp: {at: holding/2, unit: Cel, role: configuration}
        """,
        "plant.yaml").Plant!.Gateways[0].Devices[0];

    [Fact]
    public void A_reading_is_as_old_as_it_was_then()
    {
        var stream = Serving().Read("r", 5, ServedBy.Driver, StatusCode.Good);

        var reading = Assert.Single(At(stream, afterSeconds: 3).Readings);

        Assert.Equal<(double?, Quality, string?)>(
            (3.0, Quality.Good, "Cel"), (reading.Age, reading.Quality, reading.Unit));
        Assert.Equal(StatusCode.UncertainLastUsableValue, Assert.Single(At(stream, 6).Readings).Status);
    }

    [Fact]
    public void While_no_driver_serves_nothing_is_good_and_what_is_old_is_bad()
    {
        var stream = Serving().Read("r", 5, ServedBy.Driver, StatusCode.Good).Failed();

        Assert.Equal(StatusCode.UncertainLastUsableValue, Assert.Single(At(stream, 1).Readings).Status);
        Assert.Equal(StatusCode.BadNoCommunication, Assert.Single(At(stream, 60).Readings).Status);
    }

    [Fact]
    public void What_was_read_before_contact_was_lost_is_not_good_after_the_recovery()
    {
        var stream = Serving().Read("r", 5, ServedBy.Driver, StatusCode.Good).Episode();

        Assert.Equal(StatusCode.UncertainLastUsableValue, Assert.Single(At(stream, 0).Readings).Status);
    }

    [Fact]
    public void An_age_on_the_clock_of_another_start_is_not_proven()
    {
        var stream = Serving().Read("r", 5, ServedBy.Driver, StatusCode.Good);
        stream.Boot = "boot-2";

        Assert.Null(Assert.Single(At(stream.Claimed().Completed(), 0).Readings).Age);
    }

    [Fact]
    public void The_mode_is_that_of_the_last_entry_that_tells()
    {
        var stream = new HandMadeStream().Claimed();
        Assert.Equal(DeviceMode.Active, At(stream).Mode);
        Assert.Equal(DeviceMode.Passive, At(stream.Completed()).Mode);

        var failed = At(stream.Failed().Stage(RecoveryStage.Stop, 1));

        Assert.Equal<(DeviceMode?, RecoveryStage?)>(
            (DeviceMode.Active, RecoveryStage.Reinitialise), (failed.Mode, failed.Stage));
        Assert.Equal("DriverException: it broke", failed.Reason);
        Assert.Equal(HandMadeStream.Begin.AddSeconds(3), failed.Since);
        Assert.Equal(DeviceMode.Faulted, At(stream.Faulted().Failed()).Mode);
        Assert.True(At(stream.Add(stamp => new ShadowEvents.ClaimReleased(stamp))).IsReleased);
    }

    [Fact]
    public void Settings_have_the_time_and_the_request_they_were_confirmed_by()
    {
        var moment = At(Serving().Dispatched("w-1", 80).Settled("w-1", Verdict.Confirmed));

        var setting = Assert.Single(moment.Settings);
        Assert.Equal(("sp", "80", "Cel"), (setting.Point.Value, $"{setting.Value}", setting.Unit));
        Assert.Equal(("w-1", HandMadeStream.Begin.AddSeconds(4)), (setting.Request.Value, setting.RecordedAt));
        Assert.Empty(moment.Open);
    }

    [Fact]
    public void A_reading_that_is_older_than_what_was_written_since_is_no_reading_of_the_moment()
    {
        var stream = Serving();
        stream.Answers(stream.Answer("r", "sp", 20, ServedBy.Driver, StatusCode.Good));
        Assert.Single(At(stream).Readings);

        Assert.Empty(At(stream.Dispatched("w-1", 80).Settled("w-1", Verdict.Confirmed)).Readings);
    }

    [Fact]
    public void Requests_without_a_final_verdict_are_open()
    {
        var stream = Serving().Dispatched("w-1", 80).Failed();
        stream.Add(stamp => new ShadowEvents.RequestQueued(
            stamp, new RequestId("w-2"), true, "ann", new WriteOperation(new PointId("sp"), PointValue.Of(81.0)),
            10_000));

        var open = At(stream, afterSeconds: 4).Open;

        Assert.Equal([Verdict.Sent, Verdict.Accepted], open.Select(request => request.Verdict));
        Assert.Equal([null, 6], open.Select(request => request.TtlSeconds));
    }

    [Fact]
    public void Held_differences_are_those_of_then()
    {
        var stream = Serving().Failed().Transferred(new TransferredSetting(
            new PointId("sp"), PointValue.Of(80.0), PointValue.Of(20.0), TransferResult.Held, "too old"));

        Assert.Equal("too old", Assert.Single(At(stream).Held).Reason);
        Assert.Empty(At(Serving()).Held);
    }

    [Fact]
    public void The_budget_counts_the_failures_of_the_period_before_the_moment()
    {
        var stream = Serving().Episode().Failed(FailureKind.LinkLost).Completed().Episode();

        Assert.Equal((2, 3), (At(stream).Budget!.Counted, At(stream).Budget!.Intensity));
        Assert.Equal(1, At(stream, afterSeconds: 7).Budget!.Counted);
        Assert.Equal(0, At(stream, afterSeconds: 30).Budget!.Counted);
        Assert.Equal(0, At(stream.Claimed()).Budget!.Counted);
    }

    [Fact]
    public void Without_a_declaration_there_is_no_unit_and_no_budget()
    {
        var stream = Serving().Read("r", 5, ServedBy.Driver, StatusCode.Good);
        var moment = DeviceMoment.Of(HandMadeStream.Device, stream.History, null, stream.Entries[^1].Time);

        Assert.Null(moment.Budget);
        Assert.Null(Assert.Single(moment.Readings).Unit);
    }

    [Fact]
    public void The_difference_of_two_moments_is_what_changed()
    {
        var stream = Serving().Dispatched("w-1", 80).Settled("w-1", Verdict.Confirmed);
        var before = At(stream);
        stream.Dispatched("w-2", 90).Settled("w-2", Verdict.Confirmed).Failed();

        Assert.Equal(
            [new MomentChange("mode", "", "Passive", "Active"), new MomentChange("setting", "sp", "80", "90")],
            MomentDifference.Of(before, At(stream)).Changes);
        Assert.Empty(MomentDifference.Of(before, before).Changes);
    }

    [Fact]
    public void What_people_had_decided_is_told_with_owner_and_end()
    {
        var stream = Serving().Read("r", 5, ServedBy.Driver, StatusCode.Good).Add(stamp =>
            new ShadowEvents.AdministrativeStateChanged(
                stamp, AdministrativeState.Maintenance, "ann", "new seal", 60_000));
        var moment = At(stream, afterSeconds: 1);

        Assert.Equal(
            (AdministrativeState.Maintenance, "ann", "new seal", (DateTimeOffset?)stream.Now.AddSeconds(59)),
            (moment.Administrative.State, moment.Administrative.Owner, moment.Administrative.Reason,
                moment.Administrative.Until));
        Assert.StartsWith("out of service: Maintenance by ann", moment.Reason);
        Assert.Equal<(DeviceMode?, RecoveryStage?)>((DeviceMode.Active, null), (moment.Mode, moment.Stage));
        var reading = Assert.Single(moment.Readings);
        Assert.Equal((StatusCode.BadOutOfService, null), (reading.Status, reading.Value));

        stream.Add(stamp => new ShadowEvents.AdministrativeStateChanged(
            stamp, AdministrativeState.Enabled, "ann", "done", null));
        Assert.Equal(AdministrativeState.Enabled, At(stream).Administrative.State);
        Assert.Equal(RecoveryStage.Reinitialise, At(stream).Stage);
    }

    [Fact]
    public void A_Maintenance_is_overdue_by_the_clock_of_then()
    {
        var stream = Serving().Add(stamp => new ShadowEvents.AdministrativeStateChanged(
            stamp, AdministrativeState.Maintenance, "ann", "new seal", null));

        Assert.False(At(stream, afterSeconds: 60).Administrative.Overdue);
        Assert.True(At(stream, afterSeconds: 9 * 3600).Administrative.Overdue);
    }

    [Fact]
    public void A_lock_is_told_while_it_was_in_force()
    {
        var stream = Serving().Add(stamp => new ShadowEvents.LockTaken(stamp, "digest", "ann", 10_000));

        Assert.Equal("ann", At(stream, afterSeconds: 9).Lock?.Owner);
        Assert.Null(At(stream, afterSeconds: 11).Lock);
    }

    [Fact]
    public void What_was_in_quarantine_is_told_and_not_read()
    {
        var stream = Serving().Read("r", 5, ServedBy.Driver, StatusCode.Good).Add(stamp =>
            new ShadowEvents.ReadQuarantined(stamp, new PointId("temp"), "it made the driver fail twice", "1"));

        Assert.Equal("read:temp", Assert.Single(At(stream).Quarantine).Id);
        Assert.Equal(StatusCode.BadRequestNotAllowed, Assert.Single(At(stream).Readings).Status);
    }

    [Fact]
    public void Alarms_that_stood_are_told_as_they_were()
    {
        var stream = Serving();
        stream.Add(stamp => new ShadowEvents.AlarmRaised(stamp, new AlarmNote(
            "temp:high", AlarmSeverity.High, AlarmState.Unacknowledged, "temp is 90", stamp.Time, 1, false, false, null,
            null, null)));
        var alarm = Assert.Single(At(stream).Alarms);
        Assert.Equal(
            ("temp:high", AlarmState.Unacknowledged, "temp is 90", false),
            (alarm.Alarm, alarm.State, alarm.Message, alarm.IsOutOfService));

        var before = At(stream);
        stream.Add(stamp => new ShadowEvents.AdministrativeStateChanged(
            stamp, AdministrativeState.Disabled, "ann", "taken away", null));
        Assert.True(Assert.Single(At(stream).Alarms).IsOutOfService);
        Assert.Contains(
            new MomentChange("administrative", "", "Enabled", "Disabled"),
            MomentDifference.Of(before, At(stream)).Changes);
    }

    private static HandMadeStream Serving() => new HandMadeStream().Claimed().Completed();

    private static DeviceMoment At(HandMadeStream stream, double afterSeconds = 0) => DeviceMoment.Of(
        HandMadeStream.Device, stream.History, Spec, stream.Entries[^1].Time.AddSeconds(afterSeconds));
}
