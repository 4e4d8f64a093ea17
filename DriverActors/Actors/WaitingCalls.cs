using System.Diagnostics.CodeAnalysis;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Actors;

/// <summary>The calls that wait for their turn, in the order they came. Not safe for several threads.</summary>
internal sealed class WaitingCalls(int countMax, int pointsPerBatchMax)
{
    private readonly Queue<WaitingCall> _calls = new();

    public int Count => _calls.Count;

    public IEnumerable<long> Numbers => _calls.Select(waiting => waiting.Call.Call);

    public bool TryAdd(DriverCommands.IDriverCall call, long deadline)
    {
        if (_calls.Count >= countMax) return false;
        _calls.Enqueue(new WaitingCall(call, deadline));
        return true;
    }

    public bool TryPeek([NotNullWhen(true)] out DriverCommands.IDriverCall? call)
    {
        call = _calls.TryPeek(out var first) ? first.Call : null;
        return call is not null;
    }

    public void Clear() => _calls.Clear();

    public DriverCommands.IDriverCall Take() => _calls.Dequeue().Call;

    /// <summary>
    /// Takes the reads at the head, up to the first mutation, the bound on points or an even share of all that wait:
    /// one call with all of them would go on long after those that came later. The first one is always taken, however
    /// many points it has.
    /// </summary>
    /// <param name="calls">How many calls the driver works on at once.</param>
    public (List<DriverCommands.Read> Reads, List<PointId> Points, TimeSpan Timeout) TakeReads(int calls)
    {
        var readsMax = (_calls.Count + calls - 1) / calls;
        List<DriverCommands.Read> reads = [];
        List<PointId> points = [];
        HashSet<PointId> seen = [];
        var timeout = TimeSpan.MaxValue;
        while (reads.Count < readsMax && _calls.TryPeek(out var next) && next.Call is DriverCommands.Read read)
        {
            var added = read.Points.Distinct().Count(point => !seen.Contains(point));
            if (reads.Count > 0 && seen.Count + added > pointsPerBatchMax) break;
            foreach (var point in read.Points)
                if (seen.Add(point))
                    points.Add(point);
            reads.Add(read);
            if (read.Timeout < timeout) timeout = read.Timeout;
            _calls.Dequeue();
        }

        return (reads, points, timeout);
    }

    /// <summary>True when the two calls at the head are reads, which are worth putting together.</summary>
    public bool HasSeveralReadsFirst() =>
        _calls.Count > 1 && _calls.Take(2).All(waiting => waiting.Call is DriverCommands.Read);

    /// <summary>Takes out what waited longer than it may.</summary>
    public IReadOnlyList<DriverCommands.IDriverCall> TakeExpired(long now)
    {
        if (_calls.All(waiting => waiting.Deadline > now)) return [];
        var all = _calls.ToArray();
        _calls.Clear();
        List<DriverCommands.IDriverCall> expired = [];
        foreach (var waiting in all)
            if (waiting.Deadline <= now) expired.Add(waiting.Call);
            else _calls.Enqueue(waiting);
        return expired;
    }

    /// <summary>The next moment at which one has waited too long.</summary>
    public long EarliestDeadline() => _calls.Count == 0 ? long.MaxValue : _calls.Min(waiting => waiting.Deadline);
}
