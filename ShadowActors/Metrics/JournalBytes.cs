namespace Understudy.ShadowActors.Metrics;

/// <summary>The bytes of events that became durable, over all streams of the node. Safe for several threads.</summary>
public sealed class JournalBytes
{
    private long _total;

    public long Total => Volatile.Read(ref _total);

    public void Add(long bytes) => Interlocked.Add(ref _total, bytes);
}
