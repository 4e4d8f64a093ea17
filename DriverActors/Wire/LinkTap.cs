using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Wire;

/// <summary>The wire traces of one link, one for each unit that somebody looks at. While nobody looks, a frame costs a
/// look at a field. Safe for several threads. A frame is kept when it has been sent, so that a quick reply may stand
/// before its request.</summary>
public sealed class LinkTap(TimeProvider time, IWireWords? words) : IWireTap
{
    private readonly Lock _lock = new();
    private WireTrace?[]? _traceByUnit;
    private long _last;

    /// <summary>Reads frames for people; null: nobody can.</summary>
    public IWireWords? Words => words;

    public bool IsOn(byte unit) => Find(unit) is not null;

    /// <summary>Null where it is off.</summary>
    public WireTrace? Find(byte unit) => Volatile.Read(ref _traceByUnit)?[unit];

    /// <summary>From now on keeps the unit's frames. One that is on already goes on.</summary>
    public void Start(byte unit)
    {
        lock (_lock)
        {
            if (Find(unit) is not null) return;
            var traces = _traceByUnit is null ? new WireTrace?[byte.MaxValue + 1] : [.. _traceByUnit];
            traces[unit] = new WireTrace();
            Volatile.Write(ref _traceByUnit, traces);
        }
    }

    /// <summary>Keeps nothing of the unit any more, and forgets what was kept.</summary>
    public void Stop(byte unit)
    {
        lock (_lock)
        {
            if (Find(unit) is null) return;
            WireTrace?[] traces = [.. _traceByUnit!];
            traces[unit] = null;
            Volatile.Write(ref _traceByUnit, traces.All(trace => trace is null) ? null : traces);
        }
    }

    public void Sent(byte unit, ReadOnlySpan<byte> frame, int payloadAt) =>
        Add(Find(unit), unit, frame, payloadAt, isSent: true);

    public void Received(byte unit, ReadOnlySpan<byte> frame, int payloadAt, byte? asked = null)
    {
        Add(Find(unit), unit, frame, payloadAt, isSent: false);
        if (asked is { } other) Add(Find(other), unit, frame, payloadAt, isSent: false);
    }

    private void Add(WireTrace? trace, byte unit, ReadOnlySpan<byte> frame, int payloadAt, bool isSent)
    {
        if (trace is null) return;
        var bytes = frame.ToArray();
        // Who follows asks for what comes after a number: none may come later than a greater one.
        lock (_lock) trace.Add(new WireFrame(++_last, time.GetUtcNow(), isSent, unit, bytes, payloadAt));
    }
}
