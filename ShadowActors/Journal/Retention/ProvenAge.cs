namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>
/// Which rows are surely older than an hour: those that were there when somebody looked an hour ago, by a clock that
/// nobody can set. A process that has not run that long knows of none.
/// </summary>
public sealed class ProvenAge(TimeProvider time)
{
    /// <summary>Looks are remembered at most this often, so that few are.</summary>
    private static readonly TimeSpan LookPeriod = RetentionOptions.AgeMin / 12;

    private readonly Queue<(long At, long Ordering)> _looks = new();
    private long _lastLook;

    /// <summary>Zero while nothing is proven.</summary>
    public long Ordering { get; private set; }

    /// <param name="highestOrdering">Of the journal now.</param>
    public void Look(long highestOrdering)
    {
        var now = time.GetTimestamp();
        if (_looks.Count == 0 || time.GetElapsedTime(_lastLook, now) >= LookPeriod)
        {
            _looks.Enqueue((now, highestOrdering));
            _lastLook = now;
        }

        while (_looks.TryPeek(out var look) && time.GetElapsedTime(look.At, now) >= RetentionOptions.AgeMin)
            Ordering = _looks.Dequeue().Ordering;
    }
}
