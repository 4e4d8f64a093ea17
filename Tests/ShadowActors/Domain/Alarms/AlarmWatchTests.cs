using CsCheck;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain.Alarms;

public sealed class AlarmWatchTests
{
    private static readonly AlarmCondition Condition = AlarmConditions.High with
    {
        OnDelay = TimeSpan.FromSeconds(5),
        OffDelay = TimeSpan.FromSeconds(3),
    };

    [Fact]
    public void A_condition_becomes_an_alarm_only_when_it_has_lasted()
    {
        var watch = Look(AlarmWatch.Empty, isActive: false, holds: true, 0, act: null);
        Assert.Equal(TimeSpan.FromSeconds(5), watch.NextAt);
        watch = Look(watch, isActive: false, holds: true, 4.9, act: null);
        Look(watch, isActive: false, holds: true, 5, AlarmAct.Raised);
    }

    [Fact]
    public void A_condition_that_is_over_in_between_begins_anew()
    {
        var watch = Look(AlarmWatch.Empty, isActive: false, holds: true, 0, act: null);
        watch = Look(watch, isActive: false, holds: false, 4, act: null);
        Assert.Null(watch.NextAt);
        Look(watch, isActive: false, holds: true, 5, act: null);
    }

    [Fact]
    public void A_condition_that_can_not_be_told_changes_nothing_and_begins_anew()
    {
        var watch = Look(AlarmWatch.Empty, isActive: true, holds: false, 0, act: null);
        watch = Look(watch, isActive: true, holds: null, 2, act: null);
        watch = Look(watch, isActive: true, holds: false, 4, act: null);
        Look(watch, isActive: true, holds: false, 7, AlarmAct.Returned);
    }

    [Fact]
    public void An_alarm_that_chatters_returns_only_after_a_quiet_minute()
    {
        var quick = Condition with { OnDelay = TimeSpan.Zero, OffDelay = TimeSpan.Zero };
        var watch = AlarmWatch.Empty;
        for (var i = 0; i < AlarmLimits.ChatterCount; i++)
        {
            if (i > 0) (watch, _) = watch.Look(quick, "a", isActive: true, holds: false, TimeSpan.FromSeconds(i));
            (watch, var act) = watch.Look(quick, "a", isActive: false, holds: true, TimeSpan.FromSeconds(i));
            Assert.Equal(AlarmAct.Raised, act);
        }

        (watch, var early) = watch.Look(quick, "a", isActive: true, holds: false, TimeSpan.FromSeconds(10));
        Assert.Null(early);
        (watch, var quiet) = watch.Look(quick, "a", isActive: true, holds: false, TimeSpan.FromSeconds(70));
        Assert.Equal(AlarmAct.Returned, quiet);
    }

    [Fact]
    public void What_happens_again_and_again_stands_until_it_did_not_for_a_quiet_minute()
    {
        var quick = Condition with { OnDelay = TimeSpan.Zero, OffDelay = TimeSpan.Zero };
        var watch = AlarmWatch.Empty;
        for (var i = 0; i < AlarmLimits.ChatterCount; i++)
        {
            (watch, var acts) = watch.Happened("a", isActive: false, TimeSpan.FromSeconds(i));
            Assert.Equal(AlarmAct.Raised, acts[0]);
            Assert.Equal(i < AlarmLimits.ChatterCount - 1, acts.Contains(AlarmAct.Returned));
        }

        (watch, var again) = watch.Happened("a", isActive: true, TimeSpan.FromSeconds(30));
        Assert.Empty(again);
        Assert.Equal(TimeSpan.FromSeconds(90), watch.NextAt);
        (watch, var early) = watch.Look(quick, "a", isActive: true, holds: false, TimeSpan.FromSeconds(89));
        Assert.Null(early);
        (watch, var quiet) = watch.Look(quick, "a", isActive: true, holds: false, TimeSpan.FromSeconds(90));
        Assert.Equal(AlarmAct.Returned, quiet);
    }

    [Fact]
    public void However_often_it_happens_its_alarm_is_raised_a_few_times_a_minute_at_most() =>
        Gen.Int[1, 3_000].Array[100, 600].Sample(steps =>
        {
            var quick = Condition with { OnDelay = TimeSpan.Zero, OffDelay = TimeSpan.Zero };
            var (watch, isActive, now) = (AlarmWatch.Empty, false, TimeSpan.FromHours(1));
            var raised = new List<TimeSpan>();
            foreach (var ms in steps)
            {
                now += TimeSpan.FromMilliseconds(ms);
                (watch, var due) = watch.Look(quick, "a", isActive, holds: false, now);
                (watch, var acts) = watch.Happened("a", isActive && due is null, now);
                if (acts.Contains(AlarmAct.Raised)) raised.Add(now);
                isActive = acts.IsEmpty ? isActive && due is null : acts[^1] == AlarmAct.Raised;
            }

            var ever = TimeSpan.FromMinutes(1);
            Assert.All(raised, at => Assert.InRange(raised.Count(other => other >= at && other < at + ever), 1, 6));
        });

    [Fact]
    public void However_a_condition_flickers_its_alarm_is_raised_a_few_times_a_minute_at_most() =>
        Gen.Int[1, 3_000].Array[100, 600].Sample(steps =>
        {
            var quick = Condition with { OnDelay = TimeSpan.Zero, OffDelay = TimeSpan.Zero };
            var (watch, isActive, now) = (AlarmWatch.Empty, false, TimeSpan.FromHours(1));
            var raised = new List<TimeSpan>();
            foreach (var ms in steps)
            {
                now += TimeSpan.FromMilliseconds(ms);
                (watch, var act) = watch.Look(quick, "a", isActive, holds: !isActive || ms % 2 == 0, now);
                if (act == AlarmAct.Raised) raised.Add(now);
                isActive = act is null ? isActive : act == AlarmAct.Raised;
            }

            var ever = TimeSpan.FromMinutes(1);
            Assert.All(raised, at => Assert.InRange(raised.Count(other => other >= at && other < at + ever), 1, 6));
        });

    private static AlarmWatch Look(AlarmWatch watch, bool isActive, bool? holds, double seconds, AlarmAct? act)
    {
        var (next, due) = watch.Look(Condition, "a", isActive, holds, TimeSpan.FromSeconds(seconds));
        Assert.Equal(act, due);
        return next;
    }
}
