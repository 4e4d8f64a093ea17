using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class FreshnessTests
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(5);

    public static TheoryData<StatusCode, double?, bool, StatusCode> Cases => new()
    {
        { StatusCode.Good, 5, true, StatusCode.Good },
        { StatusCode.Good, 5.1, true, StatusCode.UncertainLastUsableValue },
        { StatusCode.Good, null, true, StatusCode.UncertainLastUsableValue },
        { StatusCode.Good, 5, false, StatusCode.UncertainLastUsableValue },
        { StatusCode.Good, 5.1, false, StatusCode.BadNoCommunication },
        { StatusCode.Good, null, false, StatusCode.BadNoCommunication },
        { StatusCode.BadSensorFailure, 1, true, StatusCode.BadSensorFailure },
        { StatusCode.BadSensorFailure, 1, false, StatusCode.BadNoCommunication },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Quality_follows_from_age_and_from_who_serves(
        StatusCode own, double? seconds, bool driverServes, StatusCode wanted)
    {
        TimeSpan? age = seconds is { } known ? TimeSpan.FromSeconds(known) : null;
        Assert.Equal(wanted, Freshness.Of(own, age, Stale, driverServes));
    }

    [Fact]
    public void What_only_the_journal_knows_is_never_good()
    {
        var recorded = new RecordedReading(PointValue.Of(1), StatusCode.Good, DateTimeOffset.UnixEpoch, "boot", 1000);
        var now = new Moment(TimeSpan.FromSeconds(2), DateTimeOffset.UnixEpoch, 0);
        var served = Freshness.Known(
            TestDevice.Spec.Points[0], null, recorded, "boot", driverServes: true, now);
        Assert.Equal(StatusCode.UncertainLastUsableValue, served.Status);
    }

    [Fact]
    public void A_young_value_is_served_again_without_asking_the_driver()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Read();
        scenario.Wait(1);
        var calls = scenario.Effects.OfType<ShadowEffects.CallRead>().Count();
        var reading = scenario.Reading(scenario.Read(maxAge: 2));
        Assert.Equal((StatusCode.Good, TimeSpan.FromSeconds(1)), (reading.Status, reading.Age));
        Assert.Equal(calls, scenario.Effects.OfType<ShadowEffects.CallRead>().Count());
    }

    [Theory]
    [InlineData(1.5, 1, false)]
    [InlineData(0.5, 1, true)]
    [InlineData(60, 4, false)]
    [InlineData(60, 6, true)]
    public void A_value_too_old_for_the_asker_or_for_its_quality_is_read_anew(double maxAge, double age, bool isAsked)
    {
        var scenario = ShadowScenario.Passive();
        scenario.Read();
        scenario.Wait(age);
        Assert.Equal(
            isAsked ? ServedBy.Driver : ServedBy.ShadowRespond,
            scenario.Reading(scenario.Read(maxAge: maxAge)).ServedBy);
    }

    [Fact]
    public void A_scanned_value_is_young_enough_between_two_scans()
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec.With("temp", point => point with
        {
            ScanPeriod = TimeSpan.FromSeconds(1),
            StaleAfter = TimeSpan.FromSeconds(3),
        }));
        scenario.Wait(10.5);
        var reading = scenario.Reading(scenario.Read(maxAge: 1));
        Assert.Equal((StatusCode.Good, TimeSpan.FromSeconds(0.5)), (reading.Status, reading.Age));
    }

    [Fact]
    public void A_point_that_is_not_scanned_and_was_not_read_for_long_is_read()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Wait(3600);
        Assert.Equal(ServedBy.Driver, scenario.Reading(scenario.Read(maxAge: 7200)).ServedBy);
    }

    [Fact]
    public void While_the_driver_is_down_no_age_that_is_asked_for_changes_the_answer()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Read();
        scenario.FailsForGood();
        Assert.Equal(StatusCode.UncertainLastUsableValue, scenario.Reading(scenario.Read(maxAge: 0.1)).Status);
        scenario.Wait(1);
        Assert.Equal(StatusCode.UncertainLastUsableValue, scenario.Reading(scenario.Read(maxAge: 0.1)).Status);
    }

    [Fact]
    public void A_point_that_can_not_be_read_has_what_was_written_whatever_age_is_asked_for()
    {
        var scenario = ShadowScenario.Passive(
            TestDevice.Spec.With("level", point => point with { IsReadable = false }));
        scenario.Write("level", 5);
        Assert.Equal(StatusCode.UncertainLastUsableValue, scenario.Reading(scenario.Read("level")).Status);
        Assert.Equal(
            StatusCode.UncertainLastUsableValue, scenario.Reading(scenario.Read("level", maxAge: 60)).Status);
    }

    [Fact]
    public void A_value_from_before_a_failure_is_not_good_after_the_recovery()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Read();
        scenario.DeviceReads = false;
        scenario.Fails();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        var ticket = scenario.Read(maxAge: 60);
        Assert.False(scenario.IsAnswered(ticket));
    }

    [Fact]
    public void A_read_that_comes_late_is_answered_before_it_would_be_stale()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceReads = false;
        var ticket = scenario.Read(timeout: 60);
        scenario.Wait(5);
        Assert.Equal(ServedBy.ShadowRespond, scenario.Reading(ticket).ServedBy);
    }

    [Fact]
    public void A_changed_value_that_came_too_late_for_its_reader_is_recorded()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceReads = false;
        scenario.Device["temp"] = PointValue.Of(7);
        scenario.Read(timeout: 1);
        scenario.Wait(2).Gives(scenario.Calls.Keys.Single()).Wait(1);
        Assert.Equal(PointValue.Of(7), scenario.Journal.State.Readings["temp"].Value);
    }

    [Fact]
    public void A_scanned_value_is_good_between_scans_and_uncertain_when_scans_stop()
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec.With("temp", point => point with
        {
            ScanPeriod = TimeSpan.FromSeconds(1),
            StaleAfter = TimeSpan.FromSeconds(3),
        }));
        scenario.Wait(1.5);
        Assert.Equal(StatusCode.Good, Shown(scenario));
        scenario.DeviceReads = false;
        scenario.Wait(4);
        Assert.Equal(StatusCode.UncertainLastUsableValue, Shown(scenario));
    }

    [Fact]
    public void A_scan_timer_of_a_period_that_nothing_declares_is_not_started_again()
    {
        var scenario = ShadowScenario.Passive();
        var stray = new ShadowTimer(ShadowTimerKind.Scan);
        scenario.Happens(new ShadowInputs.TimerFired(stray));
        Assert.DoesNotContain(stray, scenario.Timers.Keys);
    }

    private static StatusCode Shown(ShadowScenario scenario) =>
        DeviceStatuses.Of(scenario.Shadow, scenario.Now).Readings[0].Status;
}
