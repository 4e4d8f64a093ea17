using System.Collections.Immutable;
using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Decides when a failed driver may be opened again (Erlang/OTP supervisor: intensity and period; the hold times are
/// ours, since hardware must not be restarted as fast as processes).
/// </summary>
/// <param name="Counted">When the counted failures of the last period were.</param>
/// <param name="CountedInARow">Counted failures without a stable time between them.</param>
/// <param name="UncountedInARow">The same of those that don't count.</param>
public sealed record RestartBudget(ImmutableList<TimeSpan> Counted, int CountedInARow, int UncountedInARow)
{
    private const double JitterShare = 0.2;

    public static readonly RestartBudget Full = new([], 0, 0);

    /// <summary>A counted failure. The first of a row has no hold time; null: the budget is spent.</summary>
    public (RestartBudget Next, TimeSpan? HoldTime) AfterCounted(BudgetSpec spec, Moment now)
    {
        var counted = Counted.RemoveAll(at => now.Uptime - at >= spec.Period).Add(now.Uptime);
        var next = this with { Counted = counted, CountedInARow = CountedInARow + 1 };
        return counted.Count > spec.Intensity
            ? (next, null)
            : (next, HoldTime(next.CountedInARow, spec.HoldTimeMin, spec.HoldTimeMax, now.Chance));
    }

    /// <summary>A failure that does not count: its row has hold times of its own, without end.</summary>
    public (RestartBudget Next, TimeSpan HoldTime) AfterUncounted(Moment now)
    {
        var next = this with { UncountedInARow = Math.Min(UncountedInARow + 1, int.MaxValue - 1) };
        return (next, HoldTime(
            next.UncountedInARow, ShadowLimits.UncountedHoldTimeMin, ShadowLimits.UncountedHoldTimeMax, now.Chance));
    }

    /// <summary>The driver served for a stable time: rows end, counted failures stay on the account.</summary>
    public RestartBudget AfterStableTime() => this with { CountedInARow = 0, UncountedInARow = 0 };

    private static TimeSpan HoldTime(int inARow, TimeSpan min, TimeSpan max, double chance)
    {
        if (inARow <= 1) return TimeSpan.Zero;
        var doubled = min * Math.Pow(2, Math.Min(inARow - 2, 30));
        var held = doubled < max ? doubled : max;
        return held * (1 + (JitterShare * chance));
    }
}
