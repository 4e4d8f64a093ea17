using CsCheck;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class RecordingTests
{
    [Fact]
    public void A_reading_within_the_deadband_is_not_recorded()
    {
        var scenario = Scanned(deadband: 2);
        scenario.Device["temp"] = PointValue.Of(2);
        scenario.Wait(5);
        Assert.Equal([0], Recorded(scenario));
    }

    [Fact]
    public void A_slow_drift_is_recorded_each_time_it_has_come_further_than_the_deadband()
    {
        var scenario = Scanned(deadband: 2);
        for (var value = 1; value <= 9; value++)
        {
            scenario.Device["temp"] = PointValue.Of(value);
            scenario.Wait(1);
        }

        Assert.Equal([0, 3, 6, 9], Recorded(scenario.Wait(1)));
    }

    [Fact]
    public void What_is_kept_and_not_yet_appended_is_what_the_next_reading_is_compared_with()
    {
        var scenario = Scanned(deadband: 2);
        Published(scenario, 3);
        Published(scenario, 5);
        Assert.Equal([0, 3], Recorded(scenario.Wait(0.5)));
    }

    [Fact]
    public void What_is_on_its_way_into_the_journal_is_what_the_next_reading_is_compared_with()
    {
        var scenario = Scanned(deadband: 2);
        Published(scenario, 3);
        scenario.JournalAnswers = false;
        scenario.Wait(0.2);
        Published(scenario, 5);
        Published(scenario, 6);
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal([0, 3, 6], Recorded(scenario.Wait(0.5)));
    }

    [Fact]
    public void An_unchanged_reading_is_recorded_when_the_last_record_is_old_enough()
    {
        var scenario = Scanned(deadband: 0, recordAtLeast: TimeSpan.FromSeconds(10));
        scenario.Wait(35);
        Assert.Equal([0, 0, 0, 0], Recorded(scenario));
    }

    [Fact]
    public void After_a_recovery_an_unchanged_reading_is_not_recorded_again()
    {
        var scenario = Scanned(deadband: 0);
        scenario.Fails().Wait(2);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal([0], Recorded(scenario));
    }

    [Fact]
    public void A_successor_goes_on_from_what_its_predecessor_recorded()
    {
        var scenario = Scanned(deadband: 2);
        scenario.Device["temp"] = PointValue.Of(2);
        scenario = scenario.Wait(1).Successor("claim-2", TimeSpan.FromSeconds(1)).Start().Wait(3);
        Assert.Equal([0], Recorded(scenario));
        scenario.Device["temp"] = PointValue.Of(3);
        Assert.Equal([0, 3], Recorded(scenario.Wait(2)));
    }

    [Fact]
    public void After_an_outage_of_the_journal_a_point_is_recorded_only_where_it_left_the_deadband()
    {
        var scenario = Scanned(deadband: 2);
        scenario.JournalDown();
        scenario.Device["temp"] = PointValue.Of(2);
        scenario.Wait(3).JournalUp().Wait(1);
        Assert.Equal([0], Recorded(scenario));
        scenario.JournalDown();
        scenario.Device["temp"] = PointValue.Of(4);
        scenario.Wait(3).JournalUp().Wait(1);
        Assert.Equal([0, 4], Recorded(scenario));
    }

    [Fact]
    public void A_value_that_stays_changed_in_an_outage_is_one_missed_answer()
    {
        var scenario = Scanned(deadband: 2);
        scenario.JournalDown();
        scenario.Device["temp"] = PointValue.Of(4);
        scenario.Wait(20).JournalUp();
        Assert.Equal(1, Assert.Single(scenario.Journal.All<ShadowEvents.GapRecorded>()).Answers);
    }

    [Fact]
    public void What_is_recorded_after_an_outage_is_as_old_as_it_is()
    {
        var scenario = Scanned(deadband: 0).JournalDown();
        scenario.Device["temp"] = PointValue.Of(4);
        scenario.Wait(1).DeviceReads = false;
        scenario.Wait(60).JournalUp().Wait(1);
        var recorded = scenario.Journal.State.Readings["temp"];
        Assert.Equal(PointValue.Of(4), recorded.Value);
        Assert.InRange(scenario.Uptime.TotalMilliseconds - recorded.UptimeMs, 61_000, 63_000);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(1));
        next.DriverOpens = false;
        Assert.Equal(StatusCode.BadNoCommunication, next.Start().Reading(next.Read()).Status);
    }

    [Fact]
    public void After_an_outage_an_unchanged_reading_is_not_recorded_for_the_age_of_its_record()
    {
        var scenario = Scanned(deadband: 0, recordAtLeast: TimeSpan.FromSeconds(10));
        scenario.DeviceReads = false;
        scenario.JournalDown().Read("running");
        scenario.Wait(20).JournalUp().Wait(1);
        Assert.Single(scenario.Journal.All<ShadowEvents.GapRecorded>());
        Assert.Equal([0], Recorded(scenario));
    }

    [Fact]
    public void Each_point_has_its_own_rule()
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec
            .With("temp", point => Scan(point) with { Record = RecordRule.None })
            .With("running", point => Scan(point) with { Record = RecordRule.All }));
        scenario.Wait(2.5);
        Assert.Empty(Recorded(scenario));
        Assert.Equal([0, 0, 0], Recorded(scenario, "running"));
    }

    [Fact]
    public void A_young_value_that_is_served_again_is_recorded_where_all_is()
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec
            .With("temp", point => point with { Record = RecordRule.All }));
        scenario.Read();
        scenario.Read(maxAge: 5);
        scenario.Read("running");
        scenario.Read("running", maxAge: 5);
        scenario.Wait(1);
        var by = scenario.Journal.All<ShadowEvents.AnswersRecorded>().SelectMany(recorded => recorded.Answers)
            .Where(answer => answer.ServedBy == ServedBy.ShadowRespond).Select(answer => answer.Point!.Value);
        Assert.Equal(["temp"], by);
    }

    [Fact]
    public void Whatever_happens_to_the_journal_what_it_holds_in_the_end_is_within_the_deadband() => Gen
        .Select(Gen.Int[0, 5], Gen.Select(Gen.Int[0, 5], Gen.Int[-2, 2]).Array[1, 60])
        .Sample((deadband, steps) =>
        {
            var scenario = Scanned(deadband);
            var value = 0L;
            foreach (var (kind, step) in steps)
            {
                value += step;
                scenario.Device["temp"] = PointValue.Of(value);
                if (kind == 0 && scenario.Live.Journal == JournalStatus.Up) scenario.JournalDown();
                else if (kind == 1 && scenario.Live.Journal != JournalStatus.Up) scenario.JournalUp();
                else if (kind == 2) scenario.Wait(1);
                else Published(scenario, value);
            }

            if (scenario.Live.Journal != JournalStatus.Up) scenario.JournalUp();
            Published(scenario, value);
            scenario.Wait(0.2);
            var recorded = scenario.Journal.State.Readings["temp"].Value!.Value.AsInteger;
            Assert.InRange(recorded - value, -deadband, deadband);
        }, iter: 500);

    private static ShadowScenario Scanned(double deadband, TimeSpan? recordAtLeast = null)
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec.With("temp", point => Scan(point) with
        {
            Deadband = deadband,
            RecordAtLeast = recordAtLeast,
        }));
        return scenario.Wait(0.5);
    }

    private static PointSpec Scan(PointSpec point) => point with { ScanPeriod = TimeSpan.FromSeconds(1) };

    private static void Published(ShadowScenario scenario, long value)
    {
        scenario.Device["temp"] = PointValue.Of(value);
        scenario.Happens(new ShadowInputs.Published(
            scenario.Live.Incarnation, scenario.Readings([new PointId("temp")])));
    }

    private static IEnumerable<long> Recorded(ShadowScenario scenario, string point = "temp") => scenario.Journal
        .All<ShadowEvents.AnswersRecorded>()
        .SelectMany(recorded => recorded.Answers)
        .Where(answer => answer.Point?.Value == point && answer.ServedBy == ServedBy.Driver)
        .Select(answer => answer.Value!.Value.AsInteger);
}
