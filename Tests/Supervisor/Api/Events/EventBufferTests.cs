using System.Collections.Immutable;
using CsCheck;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Events;

namespace Understudy.Tests.Supervisor.Api.Events;

public sealed class EventBufferTests
{
    private static readonly DeviceId Oven = DeviceId.Parse("hall1/oven");
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private readonly EventBuffer _buffer = new(EventSelection.All, Period);

    [Fact]
    public void The_first_picture_is_told_whole_the_mode_first()
    {
        _buffer.Seen(Whole(Good("temp", 1), Good("sp", 2)), At(0));

        var events = Take(0);

        Assert.Equal(DeviceMode.Passive, Assert.IsType<ModeEventBody>(events[0]).Mode);
        Assert.Equal(["temp", "sp"], events.OfType<PointEventBody>().Select(point => point.Point));
    }

    [Fact]
    public void The_same_picture_again_is_nothing_new()
    {
        _buffer.Seen(Whole(Good("temp", 1)), At(0));
        Take(0);

        _buffer.Seen(Whole(Good("temp", 1)), At(10_000));

        Assert.Empty(Take(10_000));
        Assert.Null(_buffer.NextDue);
    }

    [Fact]
    public void What_happens_to_an_alarm_is_told_at_once_and_in_its_order()
    {
        _buffer.Alarmed(Told("n1", AlarmAct.Raised), At(0));
        _buffer.Alarmed(Told("n2", AlarmAct.Acknowledged), At(1));

        Assert.Equal(
            [AlarmAct.Raised, AlarmAct.Acknowledged], Take(1).OfType<AlarmEventBody>().Select(alarm => alarm.What));
    }

    [Fact]
    public void A_slow_reader_misses_the_oldest_of_alarms_and_is_told_how_many()
    {
        for (var i = 0; i < 300; i++) _buffer.Alarmed(Told($"n{i}", AlarmAct.Raised), At(i));

        var events = Take(1_000).OfType<AlarmEventBody>().ToList();

        Assert.Equal((256, 44), (events.Count, events[0].Skipped));
    }

    [Fact]
    public void A_point_is_told_at_most_once_in_a_period_with_its_newest_value()
    {
        _buffer.Seen(Whole(Good("temp", 1)), At(0));
        Take(0);

        for (var i = 2; i <= 10; i++) _buffer.Seen(Part(Good("temp", i)), At(10 * i));

        Assert.Empty(Take(199));
        Assert.Equal(At(200), _buffer.NextDue);
        var point = Assert.IsType<PointEventBody>(Assert.Single(Take(200)));
        Assert.Equal((PointValue.Of(10), 8), (point.Value, point.Skipped));
    }

    [Fact]
    public void A_worse_quality_than_the_one_told_does_not_wait_for_the_period()
    {
        _buffer.Seen(Whole(Good("temp", 1)), At(0));
        Take(0);
        _buffer.Seen(Part(Good("temp", 2)), At(1));

        _buffer.Seen(Part(Uncertain("temp", 2)), At(2));

        Assert.Equal(At(2), _buffer.NextDue);
        Assert.Equal("Uncertain", Assert.IsType<PointEventBody>(Assert.Single(Take(2))).Quality);
        Assert.Null(_buffer.NextDue);
        Assert.Empty(Take(60_000));
    }

    [Fact]
    public void A_better_quality_waits_for_the_period()
    {
        _buffer.Seen(Whole(Uncertain("temp", 1)), At(0));
        Take(0);

        _buffer.Seen(Part(Good("temp", 1)), At(1));

        Assert.Empty(Take(199));
        Assert.Equal("Good", Assert.IsType<PointEventBody>(Assert.Single(Take(200))).Quality);
    }

    [Fact]
    public void Without_its_shadow_a_device_is_not_good_for_as_long_as_a_period()
    {
        _buffer.Seen(Whole(Good("temp", 1)), At(0));
        Take(0);

        _buffer.Away(Oven, "stopped", At(1));

        Assert.Equal("Uncertain", Take(1).OfType<PointEventBody>().Single().Quality);
    }

    [Fact]
    public void A_change_after_a_quiet_period_is_told_at_once()
    {
        _buffer.Seen(Whole(Good("temp", 1)), At(0));
        Take(0);

        _buffer.Seen(Part(Good("temp", 2)), At(1_000));

        Assert.Single(Take(1_000));
    }

    [Fact]
    public void An_age_goes_on_while_the_event_waits()
    {
        _buffer.Seen(Whole(Good("temp", 1) with { Age = At(500) }), At(0));

        var point = Take(2_000).OfType<PointEventBody>().Single();

        Assert.Equal(2.5, point.Age);
    }

    [Fact]
    public void However_slow_the_reader_one_event_a_point_waits()
    {
        for (var i = 0; i < 10_000; i++) _buffer.Seen(Part(Good("temp", i), Good("sp", -i)), At(i));

        var points = Take(20_000).OfType<PointEventBody>().ToList();

        Assert.Equal(2, points.Count);
        Assert.All(points, point => Assert.Equal(9_999, point.Skipped));
    }

    [Fact]
    public void Changes_of_mode_are_told_each_until_the_reader_is_far_behind()
    {
        for (var i = 1; i <= EventBuffer.ModesWaitingMax + 5; i++) _buffer.Seen(Mode(DeviceMode.Active, i), At(0));

        var modes = Take(0).Cast<ModeEventBody>().ToList();

        Assert.Equal(EventBuffer.ModesWaitingMax, modes.Count);
        Assert.Equal((6L, 5), (modes[0].Incarnation, modes[0].Skipped));
        Assert.All(modes.Skip(1), mode => Assert.Equal(0, mode.Skipped));
    }

    [Fact]
    public void The_longest_due_are_told_first()
    {
        _buffer.Seen(Part(Good("temp", 1)), At(0));
        _buffer.Seen(Part(Good("sp", 1)), At(1));
        _buffer.Take(At(1), 1);

        _buffer.Seen(Part(Good("temp", 2)), At(2));

        Assert.Equal("temp", Assert.IsType<PointEventBody>(Assert.Single(_buffer.Take(At(2), 1))).Point);
        Assert.Equal("sp", Assert.IsType<PointEventBody>(Assert.Single(_buffer.Take(At(2), 1))).Point);
    }

    [Fact]
    public void Without_its_shadow_nothing_of_a_device_is_good()
    {
        _buffer.Seen(Whole(Good("temp", 1)), At(0));
        Take(0);

        _buffer.Away(Oven, "stopped", At(1_000));

        var events = Take(1_000);
        Assert.Equal((null, "stopped"), (Mode(events).Mode, Mode(events).Cause));
        var point = events.OfType<PointEventBody>().Single();
        Assert.Equal(("Uncertain", 1.0), (point.Quality, point.Age));
    }

    [Fact]
    public void A_device_that_is_given_up_has_no_values()
    {
        var spec = ApiServer.PlantSpec.Gateways[0].Devices.Single(device => device.Id == Oven);
        _buffer.GiveUp(spec, "no answer", At(0));

        var points = Take(0).OfType<PointEventBody>().ToList();

        Assert.Equal(spec.Points.Length, points.Count);
        Assert.All(points, point => Assert.Equal(("Bad", null), (point.Quality, point.Value)));
    }

    [Fact]
    public void Points_that_a_whole_picture_no_longer_shows_are_told_to_be_removed()
    {
        _buffer.Seen(Whole(Good("temp", 1), Good("sp", 2)), At(0));
        Take(0);

        _buffer.Seen(Whole(Good("sp", 2)), At(1));

        var removed = Assert.IsType<RemovedEventBody>(Assert.Single(Take(1)));
        Assert.Equal(["temp"], removed.Points!.Value);
    }

    [Fact]
    public void Of_a_removed_device_only_that_is_told()
    {
        _buffer.Seen(Part(Good("temp", 1)), At(0));

        _buffer.Removed(Oven, At(0));

        Assert.Null(Assert.IsType<RemovedEventBody>(Take(0)[^1]).Points);
        Assert.Empty(Take(60_000));
    }

    [Fact]
    public void Whatever_happens_the_client_ends_with_the_newest_of_everything()
    {
        var steps = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[0, 300], Gen.Bool).Array[0, 60];
        steps.Sample(all =>
        {
            var buffer = new EventBuffer(EventSelection.All, Period);
            var newest = new Dictionary<string, PointValue?>();
            var told = new Dictionary<string, PointValue?>();
            var toldAt = new Dictionary<string, TimeSpan>();
            var now = TimeSpan.Zero;
            foreach (var (point, value, wait, takes) in all)
            {
                now += At(wait);
                buffer.Seen(Part(Good($"p{point}", value)), now);
                newest[$"p{point}"] = PointValue.Of(value);
                if (takes) Tell(buffer.Take(now, 2));
            }

            now += Period;
            Tell(buffer.Take(now, 100));
            return newest.OrderBy(pair => pair.Key).SequenceEqual(told.OrderBy(pair => pair.Key));

            void Tell(List<EventBody> events)
            {
                foreach (var each in events.OfType<PointEventBody>())
                {
                    Assert.True(!toldAt.TryGetValue(each.Point, out var last) || now - last >= Period);
                    (told[each.Point], toldAt[each.Point]) = (each.Value, now);
                }
            }
        });
    }

    private static TimeSpan At(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static ServedReading Good(string point, long value) => new(
        new PointId(point), PointValue.Of(value), "1", StatusCode.Good, TimeSpan.Zero, DateTimeOffset.UnixEpoch,
        ServedBy.Driver);

    private static ServedReading Uncertain(string point, long value) =>
        Good(point, value) with { Status = StatusCode.UncertainLastUsableValue };

    private static ShadowSubscriptions.Seen Whole(params ImmutableArray<ServedReading> readings) =>
        new(Oven, 1, DeviceMode.Passive, new Incarnation(1), null, readings);

    private static ShadowSubscriptions.Seen Part(params ImmutableArray<ServedReading> readings) =>
        new(Oven, null, DeviceMode.Passive, new Incarnation(1), null, readings);

    private static ShadowSubscriptions.Seen Mode(DeviceMode mode, long incarnation) =>
        new(Oven, null, mode, new Incarnation(incarnation), "failed", []);

    private static ModeEventBody Mode(List<EventBody> events) => events.OfType<ModeEventBody>().Single();

    private List<EventBody> Take(double milliseconds) => _buffer.Take(At(milliseconds), 1_000);

    private static AlarmTold Told(string delivery, AlarmAct act) => new(
        delivery, DateTimeOffset.UnixEpoch, act, new AlarmView(
            "hall1:oven:temp:high", Oven.Gateway, Oven, null, null, AlarmSeverity.High, AlarmState.Unacknowledged,
            "too high", null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1), IsStanding: false);
}
