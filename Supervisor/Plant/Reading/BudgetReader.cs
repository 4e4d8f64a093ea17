using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads a <c>budget</c>; what it does not say is as before.</summary>
internal static class BudgetReader
{
    public static BudgetSpec Read(PlantNode? node, BudgetSpec before, ProblemList problems)
    {
        if (Fields.Of(node, PlantKeys.Budget, problems) is not { } fields) return before;
        var budget = new BudgetSpec(
            (int)(fields.Integer("intensity", 0, PlantLimits.IntensityMax) ?? before.Intensity),
            fields.Duration("period") ?? before.Period,
            fields.Duration("holdTimeMin") ?? before.HoldTimeMin,
            fields.Duration("holdTimeMax") ?? before.HoldTimeMax,
            fields.Duration("probePeriod") ?? before.ProbePeriod);
        if (budget.HoldTimeMin > budget.HoldTimeMax)
            fields.Problem(
                fields.Has("holdTimeMin") ? "holdTimeMin" : "holdTimeMax",
                $"The hold time would begin at {PlantDuration.Format(budget.HoldTimeMin)} and end at "
                + $"{PlantDuration.Format(budget.HoldTimeMax)}: holdTimeMin must not be above holdTimeMax.");
        return budget;
    }
}
