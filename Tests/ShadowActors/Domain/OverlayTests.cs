using CsCheck;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class OverlayTests
{
    private static readonly DeviceSpec Spec = TestDevice.Spec.With("temp", point => point with
    {
        Type = PointType.Uint32,
        ScanPeriod = TimeSpan.FromSeconds(1),
        StaleAfter = TimeSpan.FromSeconds(5),
        Overlay = OverlayKind.Offset,
    });

    [Fact]
    public void A_count_that_begins_anew_goes_on_where_it_stood()
    {
        var scenario = Counting(1000);
        Counts(scenario, 5);
        scenario.Wait(2);
        Counts(scenario, 8);
        IsGood(1008, new AppliedOverlay(PointValue.Of(1000), PointValue.Of(8)), scenario.Reading(scenario.Read()));
        var changed = Assert.Single(scenario.Journal.All<ShadowEvents.OverlayChanged>());
        Assert.Equal(
            (OverlayCause.Reset, PointValue.Of(1000), PointValue.Of(5), PointValue.Of(1000)),
            (changed.Why, changed.Before, changed.Raw, changed.Offset));
    }

    [Fact]
    public void A_count_that_wraps_goes_on_where_it_stood()
    {
        var scenario = Counting(uint.MaxValue - 1);
        Counts(scenario, 3);
        scenario.Wait(2);
        Assert.Equal(PointValue.Of(uint.MaxValue + 4L), scenario.Reading(scenario.Read()).Value);
        Assert.Equal(OverlayCause.Wrap, scenario.Journal.All<ShadowEvents.OverlayChanged>().Single().Why);
    }

    [Fact]
    public void A_meter_that_lost_its_last_hour_goes_on_from_where_it_is()
    {
        var scenario = Counting(1000);
        Counts(scenario, 995);
        scenario.Wait(2);
        Assert.Equal(PointValue.Of(1000), scenario.Reading(scenario.Read()).Value);
        Assert.Equal(OverlayCause.SetBack, scenario.Journal.All<ShadowEvents.OverlayChanged>().Single().Why);
        Counts(scenario, 1003);
        Assert.Equal(PointValue.Of(1008), scenario.Reading(scenario.Read()).Value);
    }

    [Fact]
    public void Each_reset_adds_what_was_counted_since_the_last()
    {
        var scenario = Counting(100);
        foreach (var count in (long[])[5, 40, 2])
        {
            Counts(scenario, count);
            scenario.Wait(3);
        }

        Assert.Equal(PointValue.Of(142), scenario.Reading(scenario.Read()).Value);
    }

    [Fact]
    public void One_lower_reading_is_not_believed()
    {
        var scenario = Counting(1000);
        Counts(scenario, 0);
        Counts(scenario, 1001);
        IsGood(1001, new AppliedOverlay(PointValue.Of(0), PointValue.Of(1001)), scenario.Reading(scenario.Read()));
        Assert.Empty(scenario.Wait(5).Journal.All<ShadowEvents.OverlayChanged>());
    }

    [Fact]
    public void Lower_readings_within_a_moment_are_not_believed()
    {
        var scenario = Counting(1000);
        scenario.Device["temp"] = PointValue.Of(5);
        for (var read = 0; read < 5; read++) scenario.Read();
        scenario.Device["temp"] = PointValue.Of(1001);
        scenario.Wait(3);
        Assert.Empty(scenario.Journal.All<ShadowEvents.OverlayChanged>());
    }

    [Fact]
    public void Until_it_is_believed_the_shadow_answers_with_what_was_known()
    {
        var scenario = Counting(1000);
        scenario.Device["temp"] = PointValue.Of(5);
        var reading = scenario.Reading(scenario.Read());
        Assert.Equal(
            (PointValue.Of(1000), StatusCode.UncertainLastUsableValue, ServedBy.ShadowRespond),
            (reading.Value, reading.Status, reading.ServedBy));
        Assert.Equal(PointValue.Of(1000), scenario.Reading(scenario.Read(maxAge: 60)).Value);
        Assert.False(Shown(scenario).Status.IsGood);
        Assert.Equal(PointValue.Of(1000), scenario.Wait(0.3).Journal.State.Readings["temp"].Value);
    }

    [Fact]
    public void No_value_is_told_before_its_offset_is_durable()
    {
        var scenario = Counting(1000);
        scenario.JournalAnswers = false;
        Counts(scenario, 5);
        scenario.Wait(3);
        Assert.Equal(StatusCode.UncertainLastUsableValue, scenario.Reading(scenario.Read()).Status);
        Assert.Equal(StatusCode.UncertainLastUsableValue, Shown(scenario).Status);
        scenario.Device["temp"] = PointValue.Of(7);
        scenario.Read();
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal((PointValue.Of(1007), StatusCode.Good), (Shown(scenario).Value, Shown(scenario).Status));
        IsRecorded(scenario.Wait(0.3), 1007);
    }

    [Fact]
    public void A_reset_while_the_journal_is_away_is_told_when_it_is_back()
    {
        var scenario = Counting(1000).JournalDown();
        Counts(scenario, 5);
        scenario.Wait(4);
        Assert.False(scenario.Reading(scenario.Read()).Status.IsGood);
        scenario.JournalUp();
        Assert.Equal(PointValue.Of(1005), scenario.Reading(scenario.Read()).Value);
        IsRecorded(scenario.Wait(0.3), 1005);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_offset_in_doubt_comes_into_the_journal_once(bool written)
    {
        var scenario = Counting(1000);
        scenario.JournalAnswers = false;
        Counts(scenario, 5);
        scenario.Wait(2);
        Assert.NotNull(scenario.Journal.UnderWay);
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written).Wait(2);
        Assert.Single(scenario.Journal.All<ShadowEvents.OverlayChanged>());
        Assert.Equal(PointValue.Of(1005), scenario.Reading(scenario.Read()).Value);
    }

    [Fact]
    public void An_offset_that_becomes_durable_after_contact_was_lost_makes_nothing_good()
    {
        var scenario = Counting(1000);
        scenario.JournalAnswers = false;
        Counts(scenario, 5);
        scenario.Wait(2).FailsForGood();
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(
            (PointValue.Of(1000), StatusCode.UncertainLastUsableValue),
            (Shown(scenario).Value, Shown(scenario).Status));
    }

    [Fact]
    public void A_successor_adds_what_its_predecessor_added()
    {
        var scenario = Counting(1000);
        Counts(scenario, 5);
        scenario = scenario.Wait(3).Successor("claim-2", TimeSpan.FromSeconds(1)).Start().Wait(3);
        Assert.Equal(PointValue.Of(1005), scenario.Reading(scenario.Read()).Value);
        Counts(scenario, 2);
        scenario.Wait(3);
        Assert.Equal(PointValue.Of(1007), scenario.Reading(scenario.Read()).Value);
    }

    [Fact]
    public void A_reset_between_two_owners_is_seen_by_the_second()
    {
        var scenario = Counting(1000);
        scenario.Device["temp"] = PointValue.Of(4);
        scenario = scenario.Successor("claim-2", TimeSpan.FromHours(9), boot: "other").Start();
        Assert.False(scenario.Reading(scenario.Read()).Status.IsGood);
        Assert.Equal(PointValue.Of(1004), scenario.Wait(3).Reading(scenario.Read()).Value);
    }

    [Fact]
    public void A_count_that_was_recorded_before_it_was_overlaid_is_known_to_a_successor()
    {
        var scenario = ShadowScenario.Passive(Spec.With("temp", point => point with { Overlay = null }));
        Counts(scenario, 1000);
        scenario = scenario.Wait(0.3).Successor("claim-2", TimeSpan.FromSeconds(1), spec: Spec).Start().Wait(3);
        Assert.Equal(PointValue.Of(1000), scenario.Journal.State.Overlays["temp"].Raw);
        scenario.Device["temp"] = PointValue.Of(5);
        scenario = scenario.Successor("claim-3", TimeSpan.FromSeconds(1)).Start();
        Assert.False(scenario.Reading(scenario.Read()).Status.IsGood);
        Assert.Equal(PointValue.Of(1005), scenario.Wait(3).Reading(scenario.Read()).Value);
    }

    [Fact]
    public void What_is_recorded_tells_what_the_device_gave()
    {
        var scenario = Counting(1000);
        Counts(scenario, 5);
        scenario.Wait(3);
        var overlays = scenario.Journal.All<ShadowEvents.AnswersRecorded>()
            .SelectMany(recorded => recorded.Answers).Where(answer => answer.Point?.Value == "temp")
            .Select(answer => answer.Overlay);
        Assert.Equal(
            [
                new AppliedOverlay(PointValue.Of(0), PointValue.Of(0)),
                new AppliedOverlay(PointValue.Of(0), PointValue.Of(1000)),
                new AppliedOverlay(PointValue.Of(1000), PointValue.Of(5)),
            ],
            overlays);
    }

    [Fact]
    public void A_count_told_while_the_journal_was_away_is_on_record_when_it_is_back()
    {
        var scenario = Counting(1000).JournalDown();
        Counts(scenario, 1020);
        scenario.Device["temp"] = PointValue.Of(1010);
        scenario.Read();
        scenario.JournalUp().Wait(0.3);
        Assert.Equal(PointValue.Of(1020), scenario.Journal.State.Overlays["temp"].Raw);
        scenario = scenario.Successor("claim-2", TimeSpan.FromSeconds(1)).Start();
        Assert.False(scenario.Reading(scenario.Read()).Status.IsGood);
    }

    [Fact]
    public void A_bad_reading_is_no_count()
    {
        var scenario = Counting(1000);
        scenario.Happens(new ShadowInputs.Published(scenario.Live.Incarnation,
            [Bad(scenario)]));
        Counts(scenario, 5);
        scenario.Wait(3);
        Assert.Equal(PointValue.Of(1005), scenario.Reading(scenario.Read()).Value);
    }

    [Fact]
    public void A_count_that_waited_does_not_replace_a_bad_reading_that_came_after_it()
    {
        var scenario = Counting(1000);
        scenario.JournalAnswers = false;
        Counts(scenario, 5);
        scenario.Wait(2);
        scenario.Happens(new ShadowInputs.Published(scenario.Live.Incarnation, [Bad(scenario)]));
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(StatusCode.BadSensorFailure, Shown(scenario).Status);
        Assert.Equal(StatusCode.BadSensorFailure, scenario.Wait(0.3).Journal.State.Readings["temp"].Status);
    }

    [Fact]
    public void A_point_without_overlay_may_fall()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Device["temp"] = PointValue.Of(9);
        scenario.Read();
        scenario.Device["temp"] = PointValue.Of(5);
        var reading = scenario.Reading(scenario.Read());
        Assert.Equal((PointValue.Of(5), null), (reading.Value, reading.Overlay));
    }

    [Fact]
    public void Whatever_happens_no_good_total_goes_backwards() => Gen
        .Select(Gen.Int[0, 9], Gen.Int[0, 40]).Array[1, 40]
        .Sample(steps =>
        {
            var scenario = Counting(1000);
            var (raw, top) = (1000L, 0L);
            foreach (var (kind, step) in steps)
            {
                raw = kind == 0 ? step : raw + step;
                scenario.Device["temp"] = PointValue.Of(raw);
                scenario = Step(scenario, kind, step);
                var reading = scenario.Reading(scenario.Read());
                if (!reading.Status.IsGood) continue;
                Assert.True(reading.Value!.Value.AsInteger >= top, $"{reading} after {top}");
                top = reading.Value!.Value.AsInteger;
            }
        }, iter: 800, print: steps => string.Join(", ", steps));

    private static ShadowScenario Step(ShadowScenario scenario, int kind, int step)
    {
        switch (kind)
        {
            case 1 when scenario.Live.Journal == JournalStatus.Up: return scenario.JournalDown();
            case 2 or 3 when scenario.Live.Journal != JournalStatus.Up: return scenario.JournalUp();
            case 4: return scenario.Fails().Wait(0.5);
            // What was told and not recorded goes with a process: not here.
            case 5 when scenario.Live.Journal == JournalStatus.Up:
                return scenario.Wait(0.3).Successor($"claim-{scenario.Now.Uptime}", TimeSpan.FromSeconds(step)).Start();
            default: return scenario.Wait(step / 10.0);
        }
    }

    private static ShadowScenario Counting(long count)
    {
        var scenario = ShadowScenario.Passive(Spec);
        Counts(scenario, count);
        return scenario.Wait(0.3);
    }

    /// <summary>The device counts so far, and a scan sees it.</summary>
    private static void Counts(ShadowScenario scenario, long count)
    {
        scenario.Device["temp"] = PointValue.Of(count);
        scenario.Wait(1);
    }

    private static PointReading Bad(ShadowScenario scenario) => new(
        new PointId("temp"), null, StatusCode.BadSensorFailure, scenario.Now.Wall, scenario.Uptime.Ticks);

    private static void IsGood(long total, AppliedOverlay overlay, ServedReading reading) => Assert.Equal(
        (PointValue.Of(total), StatusCode.Good, ServedBy.Driver, overlay),
        (reading.Value, reading.Status, reading.ServedBy, reading.Overlay));

    private static void IsRecorded(ShadowScenario scenario, long total) =>
        Assert.Equal(PointValue.Of(total), scenario.Journal.State.Readings["temp"].Value);

    private static ServedReading Shown(ShadowScenario scenario) =>
        DeviceStatuses.Of(scenario.Shadow, scenario.Now).Readings[0];
}
