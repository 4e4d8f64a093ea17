using System.Collections.Immutable;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant;

/// <summary>Collects the problems of one file.</summary>
/// <param name="isRecorded">The plant was accepted once.</param>
internal sealed class ProblemList(string file, bool isRecorded = false)
{
    // More than are listed, because they are found in another order than the file's.
    private const int KeptMax = 2_000;

    private readonly List<PlantProblem> _problems = [];
    private readonly List<PlantProblem> _warnings = [];
    private readonly HashSet<(int Line, int Column, string Message)> _warned = [];

    public int Count { get; private set; }

    /// <summary>How long the node lets something wait in the queue.</summary>
    public TimeSpan TtlMax { get; init; } = PlantLimits.TtlMax;

    public void Add(PlantNode at, string message) => Add(at.Line, at.Column, at.Path.ToString(), message);

    public void Add(int line, int column, string key, string message)
    {
        Count++;
        if (_problems.Count < KeptMax) _problems.Add(new PlantProblem(file, line, column, key, message));
    }

    /// <summary>A rule that a plant can run without, so that none runs no more because the rule came after it.
    /// </summary>
    public void AddTolerable(PlantNode at, string message)
    {
        if (!isRecorded) Add(at, message);
        else if (_warnings.Count < KeptMax)
            Warn(new PlantProblem(file, at.Line, at.Column, at.Path.ToString(), message));
    }

    /// <summary>What is said for all points is read for each.</summary>
    private void Warn(PlantProblem warning)
    {
        if (_warned.Add((warning.Line, warning.Column, warning.Message))) _warnings.Add(warning);
    }

    public PlantParseResult Failed() => new(null, Listed(_problems), Count);

    public PlantParseResult Result(PlantSpec plant) =>
        Count == 0 ? new(plant, [], 0) { Warnings = Listed(_warnings) } : Failed();

    private static ImmutableArray<PlantProblem> Listed(List<PlantProblem> found) =>
        [.. found.OrderBy(p => p.Line).ThenBy(p => p.Column).Take(PlantParseResult.ProblemsListedMax)];
}
