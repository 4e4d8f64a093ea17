using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant;

/// <summary>What reading a plant file came to: a plant, or what is wrong with the file.</summary>
/// <param name="Plant">Null exactly if there are problems.</param>
/// <param name="Problems">The first problems in the order of the file, at most <see cref="ProblemsListedMax"/>.</param>
/// <param name="ProblemCount">All problems that were found, listed or not.</param>
public sealed record PlantParseResult(PlantSpec? Plant, ImmutableArray<PlantProblem> Problems, int ProblemCount)
{
    public const int ProblemsListedMax = 100;

    /// <summary>What a plant that is recorded already would be refused for today: the first, at most
    /// <see cref="ProblemsListedMax"/>.</summary>
    public ImmutableArray<PlantProblem> Warnings { get; init; } = [];

    [MemberNotNullWhen(true, nameof(Plant))]
    public bool IsValid => Plant is not null;

    /// <summary>One line per listed problem, and one for those not listed.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var problem in Problems) yield return problem.ToString();
        if (ProblemCount > Problems.Length) yield return $"and {ProblemCount - Problems.Length} more problems";
    }
}
