using Understudy.Hardware.Simulation;

namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>When what of a script is due: a pure function of the script and the time since it began.</summary>
public static class ScriptSchedule
{
    /// <summary>Before everything.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromTicks(-1);

    /// <summary>When the next steps begin or end after this time; null: never again.</summary>
    public static TimeSpan? Next(SimulationScript script, TimeSpan after)
    {
        TimeSpan? next = null;
        for (var step = 0; step < script.Steps.Length; step++)
            foreach (var due in EventsAfter(script, step, after))
                if (next is null || due.At < next)
                    next = due.At;
        return next;
    }

    /// <summary>What is due after one time and up to another: in order of time, what ends before what begins, then as
    /// in the script. Callers go from one <see cref="Next"/> to the next one, so that it is never much.</summary>
    public static IReadOnlyList<ScriptEvent> Due(SimulationScript script, TimeSpan after, TimeSpan upTo) =>
    [
        .. Enumerable.Range(0, script.Steps.Length)
            .SelectMany(step => Events(script, step, after, upTo))
            .OrderBy(due => due.At)
            .ThenBy(due => due.IsBegin)
            .ThenBy(due => due.Step),
    ];

    // The first turn that is not over yet, and those after it: a turn is over before the one after the next begins.
    private static IEnumerable<ScriptEvent> EventsAfter(SimulationScript script, int step, TimeSpan after)
    {
        const int enough = 3;
        var first = FirstTurn(script, step, after);
        for (var turn = first; turn < (Period(script, step) is null ? 1 : first + enough); turn++)
            foreach (var due in Turn(script, step, turn))
                if (due.At > after)
                    yield return due;
    }

    private static IEnumerable<ScriptEvent> Events(SimulationScript script, int step, TimeSpan after, TimeSpan upTo)
    {
        var turns = Period(script, step) is { } period
            ? ((upTo - script.Steps[step].At).Ticks / period.Ticks) + 1
            : 1;
        for (var turn = FirstTurn(script, step, after); turn < turns; turn++)
            foreach (var due in Turn(script, step, turn))
                if (due.At > after && due.At <= upTo)
                    yield return due;
    }

    private static IEnumerable<ScriptEvent> Turn(SimulationScript script, int step, long turn)
    {
        var spec = script.Steps[step];
        var at = spec.At + (turn * (Period(script, step) ?? TimeSpan.Zero));
        if (spec.Jitter > TimeSpan.Zero)
        {
            var later = spec.Jitter.TotalMilliseconds * SeededChance.Of(script.Seed, step, turn);
            at += TimeSpan.FromMilliseconds(Math.Floor(later));
        }

        yield return new ScriptEvent(at, step, IsBegin: true);
        if (spec.For is { } lasts) yield return new ScriptEvent(at + lasts, step, IsBegin: false);
    }

    private static TimeSpan? Period(SimulationScript script, int step) => script.Steps[step].Every ?? script.Loop;

    private static long FirstTurn(SimulationScript script, int step, TimeSpan after)
    {
        if (Period(script, step) is not { } period) return 0;
        var spec = script.Steps[step];
        return Math.Max(0, (after - spec.At - spec.Jitter - (spec.For ?? TimeSpan.Zero)).Ticks / period.Ticks);
    }
}
