using System.Collections.Immutable;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;
using Understudy.Supervisor.Simulation.Scripts.Reading;

namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>Reads scripts. Their keys are described in <c>docs/simulation.md</c>.</summary>
public static class ScriptFile
{
    /// <summary>The script that the text declares for this plant, or all that is wrong with it. Never throws.</summary>
    /// <param name="fileName">What problems call the file.</param>
    public static ScriptParseResult Parse(string yaml, string fileName, PlantSpec plant)
    {
        var problems = new ProblemList(fileName);
        var top = YamlText.Top(yaml, problems, "'steps:' or 'waveforms:' is expected");
        if (problems.Count > 0 || Fields.Of(top, ScriptKeys.Script, problems, ScriptKeys.All) is not { } fields)
            return Failed(problems);
        var points = new ScriptPoints(plant, problems);
        var steps = Steps(fields, new StepReader(new TargetReader(plant, problems), points, problems), problems);
        var signals = new SignalReader(points, problems).ReadAll(fields.Node("waveforms"));
        var seed = fields.Integer("seed", 0, long.MaxValue) ?? 0;
        var loop = LoopReader.Read(fields, steps);
        return problems.Count > 0
            ? Failed(problems)
            : new ScriptParseResult(new SimulationScript([.. steps.Select(one => one.Step)], signals, loop, seed), []);
    }

    private static IReadOnlyList<(ScriptStep Step, PlantNode At)> Steps(
        Fields fields, StepReader reader, ProblemList problems)
    {
        if (fields.Node("steps") is not { } node) return [];
        if (node is not ListNode list)
        {
            fields.Problem("steps", "A list of steps is expected, for example "
                + $"'- {{at: 5s, for: 2s, fault: silence}}', not {node.What}.");
            return [];
        }

        if (list.Items.Count > ScriptLimits.StepsMax)
            problems.Add(list, $"At most {ScriptLimits.StepsMax} steps are accepted, not {list.Items.Count}.");
        return
        [
            .. list.Items.Take(ScriptLimits.StepsMax)
                .Select(item => (Step: reader.Read(item)!, At: item))
                .Where(one => one.Step is not null),
        ];
    }

    private static ScriptParseResult Failed(ProblemList problems) =>
        new(null, problems.Failed().Lines().ToImmutableArray());
}
