namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>Keeps the first and the last of what is added, half of <paramref name="max"/> of each.</summary>
internal sealed class KeptEnds<T>(int max)
{
    private readonly List<T> _first = [];
    private readonly Queue<T> _last = new();
    private long _omitted;

    public void Add(T item)
    {
        if (_first.Count < max / 2)
        {
            _first.Add(item);
            return;
        }

        _last.Enqueue(item);
        if (_last.Count <= max - (max / 2)) return;
        _last.Dequeue();
        _omitted++;
    }

    public Listed<T> ToListed() => new([.. _first, .. _last], _omitted);
}
