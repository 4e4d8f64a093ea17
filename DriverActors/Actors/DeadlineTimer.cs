using Akka.Actor;

namespace Understudy.DriverActors.Actors;

/// <summary>
/// One timer for all deadlines of an incarnation: it is set only when an earlier moment is asked for, so that calls
/// that end in time cost no timer of their own.
/// </summary>
internal sealed class DeadlineTimer : IDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;

    public DeadlineTimer(TimeProvider time, IActorRef receiver, object tick)
    {
        _time = time;
        _timer = time.CreateTimer(
            _ => receiver.Tell(tick, receiver), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes sure that a tick comes at that moment or before.</summary>
    public void Arm(long timestamp)
    {
        if (timestamp >= _armedFor) return;
        _armedFor = timestamp;
        var wait = _time.GetElapsedTime(_time.GetTimestamp(), timestamp);
        _timer.Change(wait > ShortestWait ? wait : ShortestWait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>To be called at each tick.</summary>
    public void Fired() => _armedFor = long.MaxValue;

    public void Dispose() => _timer.Dispose();
}
