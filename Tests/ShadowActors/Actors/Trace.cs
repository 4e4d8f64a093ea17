using System.Collections.Concurrent;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>What happened at several collaborators, in the order it happened.</summary>
internal sealed class Trace
{
    private readonly ConcurrentQueue<string> _steps = new();

    public IReadOnlyList<string> Steps => [.. _steps];

    public void Add(string step) => _steps.Enqueue(step);

    public int Of(string step)
    {
        var at = Steps.ToList().IndexOf(step);
        Assert.True(at >= 0, $"'{step}' is not in: {string.Join(", ", Steps)}");
        return at;
    }
}
