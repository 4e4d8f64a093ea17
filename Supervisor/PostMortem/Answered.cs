using System.Diagnostics.CodeAnalysis;
using Understudy.Supervisor.Api.Problems;

namespace Understudy.Supervisor.PostMortem;

/// <summary>What was asked for, or the problem with it.</summary>
public readonly struct Answered<T>
    where T : class
{
    public Answered(T body) => Body = body;

    private Answered(ProblemResult problem) => Problem = problem;

    public T? Body { get; }

    public ProblemResult? Problem { get; }

    public static implicit operator Answered<T>(ProblemResult problem) => new(problem);

    public bool Is([NotNullWhen(true)] out T? body, [NotNullWhen(false)] out ProblemResult? problem)
    {
        if (Body is { } found)
        {
            (body, problem) = (found, null);
            return true;
        }

        (body, problem) = (null, Problem!);
        return false;
    }
}
