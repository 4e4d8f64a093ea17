using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>How much of the restart budget was spent.</summary>
/// <param name="Counted">Counted failures of this owner within the period.</param>
/// <param name="Intensity">So many are allowed; one more and the device is Faulted.</param>
/// <param name="PeriodSeconds">The period.</param>
public sealed record MomentBudget(int Counted, int Intensity, double PeriodSeconds)
{
    internal static MomentBudget Of(DeviceHistory history, BudgetSpec budget, MomentClock clock) => new(
        history.Counted.Count(failed => clock.AgeOf(failed.Boot, failed.UptimeMs) < budget.Period),
        budget.Intensity,
        budget.Period.TotalSeconds);
}
