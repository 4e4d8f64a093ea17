namespace Understudy.ShadowActors.Metrics;

/// <summary>What is counted of notices of alarms. Written by whoever sends them, read from any thread.</summary>
public sealed class AlarmNotices
{
    private long _delivered;
    private long _failed;
    private long _dropped;
    private int _waiting;

    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Attempts that failed; most are tried again.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Given up, or pushed out by newer ones.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public int Waiting
    {
        get => Volatile.Read(ref _waiting);
        set => Volatile.Write(ref _waiting, value);
    }

    public void CountDelivered() => Interlocked.Increment(ref _delivered);

    public void CountFailed() => Interlocked.Increment(ref _failed);

    public void CountDropped() => Interlocked.Increment(ref _dropped);
}
