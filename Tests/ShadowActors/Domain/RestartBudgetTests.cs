using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class RestartBudgetTests
{
    private static readonly BudgetSpec Spec = new(
        3, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300),
        TimeSpan.FromSeconds(30));

    [Fact]
    public void Hold_times_begin_at_none_and_double_up_to_their_limit()
    {
        var spec = Spec with { Intensity = 100 };
        Assert.Equal([0, 100, 200, 300, 300], HoldTimesMs(spec, 5));
    }

    [Fact]
    public void One_more_than_the_intensity_within_the_period_spends_it() =>
        Assert.Equal([0, 100, 200, null], HoldTimesMs(Spec, 4));

    [Fact]
    public void Failures_older_than_the_period_do_not_count()
    {
        var budget = RestartBudget.Full;
        for (var i = 0; i < 10; i++)
        {
            (budget, var hold) = budget.AfterCounted(Spec, At(i * 21));
            Assert.NotNull(hold);
        }
    }

    [Fact]
    public void What_does_not_count_has_a_row_of_its_own_without_end()
    {
        var budget = RestartBudget.Full;
        var hold = TimeSpan.Zero;
        for (var i = 0; i < 10_000; i++) (budget, hold) = budget.AfterUncounted(At(0));
        Assert.Equal(ShadowLimits.UncountedHoldTimeMax, hold);
        Assert.Empty(budget.Counted);
    }

    [Fact]
    public void A_stable_time_ends_the_row_and_keeps_the_account()
    {
        var (budget, _) = RestartBudget.Full.AfterCounted(Spec, At(0));
        var (next, hold) = budget.AfterStableTime().AfterCounted(Spec, At(1));
        Assert.Equal(TimeSpan.Zero, hold);
        Assert.Equal(2, next.Counted.Count);
    }

    [Fact]
    public void Chance_adds_at_most_a_fifth()
    {
        var (budget, _) = RestartBudget.Full.AfterCounted(Spec, At(0));
        var (_, hold) = budget.AfterCounted(Spec, At(0) with { Chance = 1 });
        Assert.Equal(TimeSpan.FromMilliseconds(120), hold);
    }

    private static Moment At(double seconds) => new(TimeSpan.FromSeconds(seconds), DateTimeOffset.UnixEpoch, 0);

    private static List<double?> HoldTimesMs(BudgetSpec spec, int failures)
    {
        var budget = RestartBudget.Full;
        var times = new List<double?>();
        for (var i = 0; i < failures; i++)
        {
            (budget, var hold) = budget.AfterCounted(spec, At(i));
            times.Add(hold?.TotalMilliseconds);
        }

        return times;
    }
}
