using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// The requests of one connection that wait for an answer, with their ids and time limits. Ids go up in steps of two,
/// so that a peer that answers with the next id never hits that of another request. Where ids are ignored, one request
/// waits at a time, and after one that was given up none is taken any more.
/// </summary>
internal sealed class PendingExchanges : IDisposable
{
    public const int ExchangesMax = 1024;

    /// <summary>A request issued this many requests ago is late; one issued longer ago was never issued. Half of all
    /// ids: on a fast link a reply that is late by seconds has thousands of requests before it.</summary>
    public const int RememberedMax = 16_384;

    private const int Step = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<ushort, PendingExchange> _pendingById = [];
    private readonly bool[] _isAskedByUnit = new bool[256];
    private readonly TimeProvider _time;
    private readonly bool _idsMatch;
    private readonly Action<PendingExchange, CancellationToken> _givenUp;
    private readonly TaskCreationOptions _continuations;
    private readonly ITimer _timer;
    private long _issued;
    private long _timerDue = long.MaxValue;
    private bool _closed;

    /// <param name="givenUp">Called outside the lock for a request whose time is up, or that its caller cancelled: then
    /// with the caller's token.</param>
    /// <param name="continuations">Where those go on that wait for an answer.</param>
    public PendingExchanges(
        TimeProvider time,
        TransactionIdRule ids,
        Action<PendingExchange, CancellationToken> givenUp,
        TaskCreationOptions continuations)
    {
        (_time, _idsMatch, _givenUp, _continuations) = (time, ids == TransactionIdRule.Match, givenUp, continuations);
        _timer = time.CreateTimer(
            static self => ((PendingExchanges)self!).Expire(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    private ushort LastId => unchecked((ushort)((_issued * Step) - 1));

    /// <summary>Gives a request its id and starts its time limit; null when closed or full.</summary>
    public PendingExchange? Add(byte unit, ReadOnlyMemory<byte> request, TimeSpan responseTime, out bool closed)
    {
        var deadline = _time.GetTimestamp() + (long)(responseTime.TotalSeconds * _time.TimestampFrequency);
        lock (_lock)
        {
            closed = _closed;
            if (_closed || _pendingById.Count >= (_idsMatch ? ExchangesMax : 1)) return null;
            do _issued++;
            while (_pendingById.ContainsKey(LastId));
            var pending = new PendingExchange(this, LastId, unit, request, deadline, _continuations);
            _pendingById.Add(pending.Id, pending);
            _isAskedByUnit[unit] = true;
            Arm(deadline);
            return pending;
        }
    }

    /// <summary>The request that a reply with this id may answer.</summary>
    public PendingExchange? Find(ushort id)
    {
        lock (_lock) return _idsMatch ? _pendingById.GetValueOrDefault(id) : _pendingById.Values.FirstOrDefault();
    }

    /// <summary>Takes a request off the list; true for the one caller that then completes it.</summary>
    public bool Remove(PendingExchange pending)
    {
        lock (_lock)
        {
            return _pendingById.TryGetValue(pending.Id, out var found) && ReferenceEquals(found, pending)
                && _pendingById.Remove(pending.Id);
        }
    }

    /// <summary>Nobody waits for its answer any more.</summary>
    public void GiveUp(PendingExchange pending, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!Remove(pending)) return;
            _closed |= !_idsMatch;
        }

        _givenUp(pending, cancellation);
    }

    /// <summary>Whether the id was given to one of the last <see cref="RememberedMax"/> requests.</summary>
    public bool IsRecent(ushort id)
    {
        lock (_lock)
        {
            var distance = unchecked((ushort)(LastId - id));
            return distance % Step == 0 && distance / Step < Math.Min(_issued, RememberedMax);
        }
    }

    /// <summary>Whether anything was ever asked of this unit.</summary>
    public bool IsAsked(byte unit)
    {
        lock (_lock) return _isAskedByUnit[unit];
    }

    public PendingExchange[] Waiting()
    {
        lock (_lock) return [.. _pendingById.Values];
    }

    /// <summary>Takes no more requests and gives up those that wait.</summary>
    public PendingExchange[] Close()
    {
        lock (_lock)
        {
            _closed = true;
            PendingExchange[] left = [.. _pendingById.Values];
            _pendingById.Clear();
            return left;
        }
    }

    public void Dispose() => _timer.Dispose();

    // One timer for all: it is moved only for an earlier deadline, and looks further when it fires.
    private void Arm(long deadline)
    {
        if (deadline >= _timerDue) return;
        _timerDue = deadline;
        var wait = _time.GetElapsedTime(_time.GetTimestamp(), deadline);
        // System timers count milliseconds and cut off the rest.
        _timer.Change(
            wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)),
            Timeout.InfiniteTimeSpan);
    }

    private void Expire()
    {
        List<PendingExchange>? due = null;
        lock (_lock)
        {
            if (_closed) return;
            var now = _time.GetTimestamp();
            var next = long.MaxValue;
            foreach (var pending in _pendingById.Values)
            {
                if (pending.Deadline <= now) (due ??= []).Add(pending);
                else next = Math.Min(next, pending.Deadline);
            }

            foreach (var pending in due ?? []) _pendingById.Remove(pending.Id);
            _closed |= due is not null && !_idsMatch;
            _timerDue = long.MaxValue;
            if (next != long.MaxValue) Arm(next);
        }

        foreach (var pending in due ?? []) _givenUp(pending, CancellationToken.None);
    }
}
