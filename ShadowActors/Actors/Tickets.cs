using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Understudy.ShadowActors.Metrics;

namespace Understudy.ShadowActors.Actors;

/// <summary>The requests that wait for their answer: who asked what, and when. Touched in the shadow's turn only.
/// </summary>
internal sealed class Tickets(DeviceMetrics metrics)
{
    private readonly Dictionary<long, Waiting> _waiting = [];
    private long _last;
    private long _oldest = 1;

    public IEnumerable<(long Ticket, Waiting Asked)> All => _waiting.Select(pair => (pair.Key, pair.Value));

    public long Add(IActorRef client, RequestKind kind, TimeSpan now, Activity? span)
    {
        _waiting[++_last] = new Waiting(client, kind, now, span);
        Tell();
        return _last;
    }

    public bool TryTake(long ticket, [NotNullWhen(true)] out Waiting? waiting)
    {
        waiting = null;
        if (!_waiting.Remove(ticket, out var found)) return false;
        waiting = found;
        Tell();
        return true;
    }

    /// <summary>Default where nobody follows the request.</summary>
    public ActivityContext TraceOf(long ticket) => _waiting.GetValueOrDefault(ticket).Span?.Context ?? default;

    // Tickets are counted up, so the oldest is found by going on from the last one that was: each is passed once.
    private void Tell()
    {
        Waiting oldest = default;
        while (_oldest <= _last && !_waiting.TryGetValue(_oldest, out oldest)) _oldest++;
        metrics.Waiting(_waiting.Count, _waiting.Count == 0 ? null : oldest.Asked);
    }

    /// <param name="Asked">On the uptime clock.</param>
    internal readonly record struct Waiting(IActorRef Client, RequestKind Kind, TimeSpan Asked, Activity? Span);
}
