using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Actors;

/// <summary>The calls that wait for their turn. Mutations go before reads, as they are good for a short time only, and
/// safe actions before other mutations; among themselves each keep the order they came in. Not safe for several
/// threads.</summary>
internal sealed class WaitingCalls(int countMax, int pointsPerBatchMax)
{
    /// <summary>So many mutations in a row go before reads that wait; then some of the reads have their turn.</summary>
    public const int OvertakingMax = 4;

    /// <summary>So many, where a safe action is the next of them.</summary>
    public const int SafeOvertakingMax = 8;

    /// <summary>So many safe actions more may wait where there is no room for another call.</summary>
    public const int SafeExtraMax = 8;

    private readonly Queue<WaitingCall> _reads = new();
    private readonly Queue<WaitingCall> _mutations = new();
    private readonly Queue<WaitingCall> _safeActions = new();
    private int _overtakenInRow;

    public int Count => _reads.Count + _mutations.Count + _safeActions.Count;

    public bool HasReads => _reads.Count > 0;

    public bool HasMutations => _mutations.Count > 0 || _safeActions.Count > 0;

    /// <summary>Reads were overtaken often enough.</summary>
    public bool AreReadsNext =>
        HasReads && _overtakenInRow >= (_safeActions.Count > 0 ? SafeOvertakingMax : OvertakingMax);

    public IEnumerable<long> Numbers => All.Select(waiting => waiting.Call.Call);

    private IEnumerable<WaitingCall> All => _safeActions.Concat(_mutations).Concat(_reads);

    public bool TryAdd(DriverCommands.IDriverCall call, long deadline)
    {
        var calls = call switch
        {
            DriverCommands.Read => _reads,
            DriverCommands.Write { Permit.IsSafe: true } or DriverCommands.Invoke { Permit.IsSafe: true } =>
                _safeActions,
            _ => _mutations,
        };
        if (Count >= countMax + (calls == _safeActions ? SafeExtraMax : 0)) return false;
        calls.Enqueue(new WaitingCall(call, deadline));
        return true;
    }

    public void Clear()
    {
        _reads.Clear();
        _mutations.Clear();
        _safeActions.Clear();
    }

    public DriverCommands.IDriverCall TakeMutation()
    {
        _overtakenInRow = HasReads ? _overtakenInRow + 1 : 0;
        return (_safeActions.Count > 0 ? _safeActions : _mutations).Dequeue().Call;
    }

    /// <summary>
    /// Takes the first reads, up to the bound on points or an even share of all that wait: one call with all of them
    /// would go on long after those that came later. The first one is always taken, however many points it has.
    /// </summary>
    /// <param name="calls">How many reads the driver works on at once.</param>
    public (List<DriverCommands.Read> Reads, List<PointId> Points, TimeSpan Timeout) TakeReads(int calls)
    {
        _overtakenInRow = 0;
        var readsMax = (_reads.Count + calls - 1) / calls;
        List<DriverCommands.Read> reads = [];
        List<PointId> points = [];
        HashSet<PointId> seen = [];
        var timeout = TimeSpan.MaxValue;
        while (reads.Count < readsMax && _reads.TryPeek(out var next))
        {
            var read = (DriverCommands.Read)next.Call;
            var added = read.Points.Distinct().Count(point => !seen.Contains(point));
            if (reads.Count > 0 && seen.Count + added > pointsPerBatchMax) break;
            foreach (var point in read.Points)
                if (seen.Add(point))
                    points.Add(point);
            reads.Add(read);
            if (read.Timeout < timeout) timeout = read.Timeout;
            _reads.Dequeue();
        }

        return (reads, points, timeout);
    }

    /// <summary>Takes out what waited longer than it may.</summary>
    public IReadOnlyList<DriverCommands.IDriverCall> TakeExpired(long now)
    {
        List<DriverCommands.IDriverCall> expired = [];
        foreach (var calls in new[] { _safeActions, _mutations, _reads })
            for (var left = calls.Count; left > 0; left--)
                if (calls.Dequeue() is var waiting && waiting.Deadline <= now) expired.Add(waiting.Call);
                else calls.Enqueue(waiting);
        return expired;
    }

    /// <summary>The next moment at which one has waited too long.</summary>
    public long EarliestDeadline() => Count == 0 ? long.MaxValue : All.Min(waiting => waiting.Deadline);
}
