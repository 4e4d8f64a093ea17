namespace Understudy.ShadowActors.Metrics;

/// <summary>What is known of the journal's database as a whole. Safe for several threads.</summary>
public sealed class JournalUpkeepMetrics
{
    private long _bytes;
    private long _archivedEvents;
    private long _runs;
    private long _failedRuns;

    /// <summary>What it occupies on the disk, as far as was looked.</summary>
    public long Bytes
    {
        get => Volatile.Read(ref _bytes);
        set => Volatile.Write(ref _bytes, value);
    }

    public long ArchivedEvents => Volatile.Read(ref _archivedEvents);

    public long Runs => Volatile.Read(ref _runs);

    public long FailedRuns => Volatile.Read(ref _failedRuns);

    public void Ran(long archivedEvents)
    {
        Interlocked.Add(ref _archivedEvents, archivedEvents);
        Interlocked.Increment(ref _runs);
    }

    public void RunFailed() => Interlocked.Increment(ref _failedRuns);
}
