using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain.Alarms;

/// <summary>The alarms of a device as its shadow decides them.</summary>
public sealed class DeviceAlarmsTests
{
    private const string High = "temp:high";

    private static readonly PointAlarms Limits = new(
        null, 80, null, null, null, 5, TimeSpan.Zero, TimeSpan.Zero, null, false, "look at the water");

    [Fact]
    public void A_value_above_its_limit_is_an_alarm_and_within_the_deadband_it_stays()
    {
        var shadow = Hot();
        Assert.Equal(AlarmState.Unacknowledged, shadow.Shadow.State.Alarms[High].State);
        Assert.Equal("temp is 81, above 80", shadow.Shadow.State.Alarms[High].Message);
        Reads(shadow, 76);
        Assert.True(shadow.Shadow.State.Alarms[High].IsActive);
        Reads(shadow, 75);
        Assert.Equal(AlarmState.ReturnedUnacknowledged, shadow.Shadow.State.Alarms[High].State);
        Assert.Equal(
            ["AlarmRaised Unacknowledged", "AlarmReturned ReturnedUnacknowledged"], Recorded(shadow));
    }

    [Fact]
    public void An_alarm_with_a_delay_is_raised_when_the_delay_is_over_without_another_reading()
    {
        var shadow = Passive(Limits with { Delay = TimeSpan.FromSeconds(5) });
        Reads(shadow, 81);
        shadow.Wait(4.9);
        Assert.DoesNotContain(High, shadow.Shadow.State.Alarms.Keys);
        shadow.Wait(0.2);
        Assert.True(shadow.Shadow.State.Alarms[High].IsActive);
    }

    [Fact]
    public void A_value_that_is_not_Good_changes_no_alarm_and_is_told_with_it()
    {
        var shadow = Hot();
        shadow.FailsForGood();
        shadow.Wait(1);
        Assert.True(shadow.Shadow.State.Alarms[High].IsActive);
        var alarm = AlarmViews.Of(shadow.Shadow, shadow.Now).Single(each => each.Point is not null);
        Assert.Equal(AlarmState.Unacknowledged, alarm.State);
        Assert.Equal("Uncertain/LastUsableValue", alarm.Quality);
        Assert.Equal("look at the water", alarm.Guidance);
    }

    [Fact]
    public void A_Bad_reading_neither_raises_nor_ends_an_alarm()
    {
        var shadow = Hot();
        Publishes(shadow, new PointReading(
            new PointId("temp"), PointValue.Of(1), StatusCode.BadSensorFailure, shadow.Now.Wall, shadow.Uptime.Ticks));
        Assert.True(shadow.Shadow.State.Alarms[High].IsActive);
    }

    [Fact]
    public void A_value_that_became_stale_meanwhile_raises_nothing()
    {
        var shadow = Passive(Limits with { Delay = TestDevice.Spec.Point(new PointId("temp"))!.StaleAfter * 2 });
        Reads(shadow, 81);
        shadow.Wait(60);
        Assert.DoesNotContain(High, shadow.Shadow.State.Alarms.Keys);
    }

    [Fact]
    public void What_was_only_written_ends_no_alarm()
    {
        var level = new PointId("level");
        var shadow = ShadowScenario.Passive(TestDevice.Spec.With("level", point => point with { Alarms = Limits }));
        shadow.Device["level"] = PointValue.Of(81);
        Publishes(shadow, shadow.Readings([level])[0]);
        shadow.Write("level", 10);
        Assert.True(shadow.Shadow.State.Alarms["level:high"].IsActive);
        Publishes(shadow, shadow.Readings([level])[0]);
        Assert.False(shadow.Shadow.State.Alarms["level:high"].IsActive);
    }

    [Fact]
    public void An_acknowledgement_is_answered_when_it_is_on_record()
    {
        var shadow = Hot();
        shadow.JournalAnswers = false;
        var ticket = Order(shadow, AlarmOrder.Acknowledge);
        Assert.False(shadow.IsAnswered(ticket));
        shadow.JournalAnswers = true;
        shadow.Appends();
        Assert.Equal(AlarmState.Acknowledged, Answered(shadow, ticket).State);
        Assert.Equal("ann", shadow.Shadow.State.Alarms[High].Principal);
        Assert.Equal("seen", shadow.Shadow.State.Alarms[High].Comment);
    }

    [Fact]
    public void A_second_acknowledgement_is_no_error_and_no_event()
    {
        var shadow = Hot();
        Order(shadow, AlarmOrder.Acknowledge);
        var events = Recorded(shadow).Count;
        var ticket = Order(shadow, AlarmOrder.Acknowledge);
        Assert.Equal(AlarmState.Acknowledged, Answered(shadow, ticket).State);
        Assert.Equal(events, Recorded(shadow).Count);
    }

    [Fact]
    public void An_acknowledgement_in_doubt_is_refused_and_the_alarm_is_not_lost()
    {
        var shadow = Hot();
        shadow.JournalAnswers = false;
        var ticket = Order(shadow, AlarmOrder.Acknowledge);
        shadow.JournalAnswers = true;
        shadow.AppendInDoubt(written: false);
        Assert.Equal(RefusalKind.JournalUnavailable, shadow.Refused(ticket).Kind);
        Assert.Equal(AlarmState.Unacknowledged, shadow.Shadow.State.Alarms[High].State);
    }

    [Fact]
    public void An_acknowledgement_in_doubt_that_is_on_record_is_told_as_done()
    {
        var shadow = Hot();
        shadow.JournalAnswers = false;
        var ticket = Order(shadow, AlarmOrder.Acknowledge);
        shadow.JournalAnswers = true;
        shadow.AppendInDoubt(written: true);
        Assert.Equal(AlarmState.Acknowledged, Answered(shadow, ticket).State);
        Assert.Equal(AlarmState.Acknowledged, shadow.Journal.State.Alarms[High].State);
    }

    [Fact]
    public void An_alarm_in_doubt_is_on_record_afterwards()
    {
        var shadow = Passive(Limits);
        shadow.JournalAnswers = false;
        Reads(shadow, 81);
        shadow.Wait(1);
        shadow.JournalAnswers = true;
        shadow.AppendInDoubt(written: false);
        Assert.True(shadow.Journal.State.Alarms[High].IsActive);
    }

    [Fact]
    public void While_the_journal_is_away_no_order_is_taken()
    {
        var shadow = Hot();
        shadow.JournalDown();
        Assert.Equal(RefusalKind.JournalUnavailable, shadow.Refused(Order(shadow, AlarmOrder.Acknowledge)).Kind);
    }

    [Fact]
    public void An_alarm_that_nobody_declares_is_unknown()
    {
        var shadow = Hot();
        Assert.Equal(RefusalKind.UnknownAlarm, shadow.Refused(Order(shadow, AlarmOrder.Acknowledge, "no:such")).Kind);
    }

    [Fact]
    public void A_latched_alarm_is_reset_only_when_its_condition_is_over()
    {
        var shadow = Passive(Limits with { Latching = true });
        Reads(shadow, 81);
        Order(shadow, AlarmOrder.Acknowledge);
        Assert.Equal(RefusalKind.AlarmStillActive, shadow.Refused(Order(shadow, AlarmOrder.Reset)).Kind);
        Reads(shadow, 20);
        Assert.Equal(AlarmState.LatchedAcknowledged, shadow.Shadow.State.Alarms[High].State);
        Assert.Equal(AlarmState.Normal, Answered(shadow, Order(shadow, AlarmOrder.Reset)).State);
        Assert.DoesNotContain(High, shadow.Shadow.State.Alarms.Keys);
    }

    [Fact]
    public void A_shelved_alarm_is_back_when_its_time_is_over()
    {
        var shadow = Hot();
        Order(shadow, AlarmOrder.Shelve, time: TimeSpan.FromMinutes(5));
        Assert.True(AlarmViews.Of(shadow.Shadow, shadow.Now).Single().IsShelved);
        shadow.Wait(TimeSpan.FromMinutes(5.1));
        Assert.Null(shadow.Shadow.State.Alarms[High].Shelf);
        Assert.Equal("AlarmUnshelved Unacknowledged", Recorded(shadow)[^1]);
    }

    [Fact]
    public void An_alarm_stands_over_a_restart()
    {
        var shadow = Hot();
        Order(shadow, AlarmOrder.Acknowledge);
        var next = shadow.Successor("claim-2", TimeSpan.FromMinutes(1));
        next.DeviceReads = false;
        next.Start();
        Assert.Equal(AlarmState.Acknowledged, next.Shadow.State.Alarms[High].State);
    }

    [Fact]
    public void An_alarm_that_is_declared_no_more_has_returned()
    {
        var shadow = Hot();
        var next = shadow.Successor("claim-2", TimeSpan.FromMinutes(1), spec: TestDevice.Spec).Start();
        Assert.Equal(AlarmState.ReturnedUnacknowledged, next.Shadow.State.Alarms[High].State);
        Order(next, AlarmOrder.Acknowledge);
        Assert.Empty(next.Shadow.State.Alarms);
    }

    [Fact]
    public void A_device_that_is_not_heard_is_an_alarm_after_a_while()
    {
        var shadow = ShadowScenario.Passive();
        shadow.DriverOpens = false;
        shadow.Fails(Understudy.DriverActors.Protocol.FailureKind.NoResponse);
        shadow.Wait(9);
        Assert.Empty(shadow.Shadow.State.Alarms);
        shadow.Wait(2);
        Assert.True(shadow.Shadow.State.Alarms["no-communication"].IsActive);
    }

    [Fact]
    public void While_the_link_is_lost_that_is_no_alarm_of_the_device()
    {
        var shadow = ShadowScenario.Passive();
        shadow.Happens(new ShadowInputs.LinkDown("cable"));
        shadow.Wait(60);
        Assert.Empty(shadow.Shadow.State.Alarms);
        var told = Assert.Single(AlarmViews.Of(shadow.Shadow, shadow.Now));
        Assert.Equal("g:d:no-communication", told.Id);
        Assert.Equal("g:link-lost", told.SuppressedBy);
    }

    [Fact]
    public void A_spent_budget_is_an_alarm_at_once_and_over_when_the_driver_serves_again()
    {
        var shadow = ShadowScenario.Passive();
        while (shadow.Live.Mode != DeviceMode.Faulted)
        {
            shadow.Wait(1);
            if (shadow.Live.Driver == DriverPhase.Open) shadow.Fails();
        }

        Assert.True(shadow.Shadow.State.Alarms["faulted"].IsActive);
        shadow.Wait(60);
        Assert.Equal(AlarmState.ReturnedUnacknowledged, shadow.Shadow.State.Alarms["faulted"].State);
    }

    [Fact]
    public void Reads_that_could_not_be_recorded_are_counted_and_no_alarm_of_each_device()
    {
        var shadow = ShadowScenario.Passive();
        shadow.JournalDown();
        shadow.Device["temp"] = PointValue.Of(5);
        shadow.Read();
        shadow.JournalUp();
        Assert.True(Assert.Single(shadow.Journal.All<ShadowEvents.GapRecorded>()).Answers > 0);
        Assert.Empty(shadow.Shadow.State.Alarms);
    }

    [Fact]
    public void A_gap_with_safe_actions_is_over_and_wants_to_be_known()
    {
        var shadow = ShadowScenario.Passive();
        shadow.JournalDown();
        shadow.Invoke("stop");
        shadow.JournalUp();
        Assert.Equal(AlarmState.ReturnedUnacknowledged, shadow.Shadow.State.Alarms["journal-gap"].State);
    }

    [Fact]
    public void Gaps_that_come_again_and_again_are_one_alarm_that_stands_until_none_came_for_a_while()
    {
        var shadow = ShadowScenario.Passive();
        for (var i = 0; i < 3 * AlarmLimits.ChatterCount; i++)
        {
            shadow.JournalDown();
            shadow.Invoke("stop");
            shadow.JournalUp();
            shadow.Wait(1);
        }

        Assert.Equal(AlarmLimits.ChatterCount, Recorded(shadow).Count(line => line.StartsWith("AlarmRaised")));
        Assert.True(shadow.Shadow.State.Alarms["journal-gap"].IsActive);
        shadow.Wait(58);
        Assert.True(shadow.Shadow.State.Alarms["journal-gap"].IsActive);
        shadow.Wait(3);
        Assert.Equal(AlarmState.ReturnedUnacknowledged, shadow.Shadow.State.Alarms["journal-gap"].State);
    }

    [Fact]
    public void That_a_device_began_anew_is_an_alarm_also_where_the_line_is_full()
    {
        var shadow = ShadowScenario.Passive(TestDevice.Spec with
        {
            BootIdentity = new BootIdentitySpec(new PointId("temp"), BootRule.Lower),
        });
        shadow.Device["temp"] = PointValue.Of(9);
        shadow.Read();
        shadow.JournalAnswers = false;
        for (var i = 0; i < ShadowLimits.GatheredEventsMax && !IsFull(shadow); i++)
        {
            shadow.Write("valve", i % 9, timeout: 0.01);
            shadow.Wait(0.01);
        }

        Assert.True(IsFull(shadow));

        shadow.Device["temp"] = PointValue.Of(1);
        Publishes(shadow, shadow.Readings([new PointId("temp")])[0]);
        shadow.JournalAnswers = true;
        shadow.Appends();

        Assert.NotEmpty(shadow.Journal.All<ShadowEvents.DeviceResetDetected>());
        Assert.Equal(AlarmState.LatchedUnacknowledged, shadow.Shadow.State.Alarms["device-reset"].State);

        static bool IsFull(ShadowScenario of) =>
            of.Shadow.Line.Gathering.Events.Count >= ShadowLimits.GatheredEventsMax;
    }

    [Fact]
    public void More_alarms_than_may_stand_are_held_back_and_that_is_one()
    {
        var points = Enumerable.Range(0, AlarmLimits.PointAlarmsMax + 20).Select(i =>
            TestDevice.Point($"p{i}", (ushort)(100 + i), PointRole.Measurement) with { Alarms = Limits });
        var shadow = new ShadowScenario(TestDevice.Spec with { Points = [.. points] });
        foreach (var point in shadow.Shadow.Spec.Points) shadow.Device[point.Id.Value] = PointValue.Of(99);
        shadow.Start();
        Assert.Equal(AlarmLimits.PointAlarmsMax, shadow.Shadow.State.Alarms.Keys.Count(alarm => alarm.Contains(':')));
        Assert.True(shadow.Shadow.State.Alarms["alarm-flood"].IsActive);
    }

    private static ShadowScenario Passive(PointAlarms alarms) => ShadowScenario.Passive(
        TestDevice.Spec.With("temp", point => point with { Alarms = alarms }));

    private static ShadowScenario Hot()
    {
        var shadow = Passive(Limits);
        Reads(shadow, 81);
        return shadow;
    }

    private static void Reads(ShadowScenario shadow, long value)
    {
        shadow.Device["temp"] = PointValue.Of(value);
        Publishes(shadow, shadow.Readings([new PointId("temp")])[0]);
    }

    private static void Publishes(ShadowScenario shadow, PointReading reading) =>
        shadow.Happens(new ShadowInputs.Published(shadow.Live.Incarnation, [reading]));

    private static long Order(
        ShadowScenario shadow, AlarmOrder order, string alarm = High, TimeSpan? time = null) => shadow.Ask(
        new ShadowCommands.ChangeAlarm(
            TestDevice.Id, new RequestId("order"), "ann", alarm, order, "seen", time, TimeSpan.FromSeconds(5)));

    private static ShadowReplies.AlarmAnswered Answered(ShadowScenario shadow, long ticket) =>
        Assert.IsType<ShadowReplies.AlarmAnswered>(shadow.Answers[ticket]);

    /// <summary>The events of alarms, each with the state that it says.</summary>
    private static List<string> Recorded(ShadowScenario shadow) =>
    [
        .. shadow.Effects.OfType<ShadowEffects.AppendEvents>().SelectMany(append => append.Events)
            .OfType<ShadowEvents.AlarmEvent>().Select(alarm => $"{alarm.GetType().Name} {alarm.Note.State}"),
    ];
}
