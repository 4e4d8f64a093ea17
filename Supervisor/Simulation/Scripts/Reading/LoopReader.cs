using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Simulation.Scripts.Reading;

/// <summary>Reads <c>loop</c>.</summary>
internal static class LoopReader
{
    /// <param name="steps">Those that could be read, each with its place.</param>
    public static TimeSpan? Read(Fields script, IReadOnlyList<(ScriptStep Step, PlantNode At)> steps)
    {
        if (script.Node("loop") is not { } node) return null;
        var end = steps.Select(one => End(one.Step)).DefaultIfEmpty().Max();
        if (node is TextNode text && PlantScalar.Boolean(text) is { } loops)
        {
            if (!loops) return null;
        }
        else if (script.Duration("loop", ScriptLimits.PeriodMin) is { } period)
        {
            if (period < end)
                script.Problem("loop", $"The last step ends after {PlantDuration.Format(end)}, which is later.");
            end = period;
        }
        else
        {
            return null;
        }

        if (steps.FirstOrDefault(one => one.Step.Every is not null) is { At: not null } again)
            script.Problem("loop", $"The step in line {again.At.Line} has 'every': in a loop, steps have 'at'.");
        if (end >= ScriptLimits.PeriodMin) return end;
        script.Problem("loop", "The steps take no time: say how long the loop takes, for example loop: 60s.");
        return null;
    }

    private static TimeSpan End(ScriptStep step) => step.At + step.Jitter + (step.For ?? TimeSpan.Zero);
}
