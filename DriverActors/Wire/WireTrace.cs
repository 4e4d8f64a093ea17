namespace Understudy.DriverActors.Wire;

/// <summary>The last frames of one unit, at most <see cref="FramesMax"/> and <see cref="BytesMax"/>: the oldest go
/// first. Safe for several threads.</summary>
public sealed class WireTrace
{
    public const int FramesMax = 256;

    public const int BytesMax = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<WireFrame> _frames = new();
    private int _bytes;
    private long _dropped;

    /// <summary>Frames that had to make room.</summary>
    public long Dropped
    {
        get
        {
            lock (_lock) return _dropped;
        }
    }

    public void Add(WireFrame frame)
    {
        lock (_lock)
        {
            _frames.Enqueue(frame);
            _bytes += frame.Bytes.Length;
            while (_frames.Count > FramesMax || _bytes > BytesMax)
            {
                _bytes -= _frames.Dequeue().Bytes.Length;
                _dropped++;
            }
        }
    }

    /// <summary>The frames with a greater number, oldest first.</summary>
    public IReadOnlyList<WireFrame> After(long number)
    {
        lock (_lock) return [.. _frames.Where(frame => frame.Number > number)];
    }
}
