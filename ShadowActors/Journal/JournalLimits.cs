using Understudy.ShadowActors.Journal.Retention;

namespace Understudy.ShadowActors.Journal;

/// <summary>The bounds of journal children.</summary>
public sealed record JournalLimits
{
    public static readonly JournalLimits Default = new();

    /// <summary>An append without an answer for this long is in doubt.</summary>
    public TimeSpan AppendTimeMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait before the first new try to read; doubles up to <see cref="RetryWaitMax"/>.</summary>
    public TimeSpan RetryWaitMin { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Short enough that all journals are back within 5 s of their database.</summary>
    public TimeSpan RetryWaitMax { get; init; } = TimeSpan.FromMilliseconds(1500);

    /// <summary>Whoever has neither read nor written for this long reads again before it appends. Shorter than any
    /// event is kept, so that what another has appended meanwhile is still there.</summary>
    public TimeSpan SilenceMax { get; init; } = RetentionOptions.AgeMin / 2;

    /// <summary>A snapshot is saved after this many events.</summary>
    public int SnapshotEveryEvents { get; init; } = 500;

    /// <summary>The wait before a new try.</summary>
    /// <param name="tries">How many failed in a row, from 0.</param>
    /// <param name="random">0 to 1: takes up to a fifth away, so that journals do not all come at once.</param>
    public TimeSpan RetryWait(int tries, double random)
    {
        var doubled = RetryWaitMin * Math.Pow(2, Math.Min(tries, 16));
        return (doubled < RetryWaitMax ? doubled : RetryWaitMax) * (1 - (0.2 * random));
    }
}
