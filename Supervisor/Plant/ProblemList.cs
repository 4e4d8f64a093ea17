using System.Collections.Immutable;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant;

/// <summary>Collects the problems of one file.</summary>
internal sealed class ProblemList(string file)
{
    // More than are listed, because they are found in another order than the file's.
    private const int KeptMax = 2_000;

    private readonly List<PlantProblem> _problems = [];

    public int Count { get; private set; }

    public void Add(PlantNode at, string message) => Add(at.Line, at.Column, at.Path.ToString(), message);

    public void Add(int line, int column, string key, string message)
    {
        Count++;
        if (_problems.Count < KeptMax) _problems.Add(new PlantProblem(file, line, column, key, message));
    }

    public PlantParseResult Failed() => new(
        null,
        [.. _problems.OrderBy(p => p.Line).ThenBy(p => p.Column).Take(PlantParseResult.ProblemsListedMax)],
        Count);

    public PlantParseResult Result(PlantSpec plant) => Count == 0 ? new(plant, [], 0) : Failed();
}
