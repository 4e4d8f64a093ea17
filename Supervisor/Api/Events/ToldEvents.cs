using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Api.Events;

/// <summary>The events that a client was told last, by their numbers, so that they can be told again to one that lost
/// them on the way. They count from 1.</summary>
public sealed class ToldEvents
{
    /// <summary>One more, and the oldest is forgotten.</summary>
    public const int KeptMax = 1024;

    private readonly Queue<EventBody> _kept = [];

    /// <summary>The number of the last one; 0: nothing was told yet.</summary>
    public long Last { get; private set; }

    public void Add(IEnumerable<EventBody> events)
    {
        foreach (var each in events)
        {
            _kept.Enqueue(each);
            Last++;
            if (_kept.Count > KeptMax) _kept.Dequeue();
        }
    }

    /// <summary>False: some that came after this number are forgotten, or it was never told.</summary>
    public bool HasAllAfter(long number) => number >= Last - _kept.Count && number <= Last;

    /// <summary>What came after it, the oldest first.</summary>
    public List<EventBody> After(long number, int max) =>
        [.. _kept.Skip((int)(number - (Last - _kept.Count))).Take(max)];
}
