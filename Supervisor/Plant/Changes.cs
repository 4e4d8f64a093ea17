using System.Collections.Immutable;

namespace Understudy.Supervisor.Plant;

/// <summary>What differs between two sets of declared things.</summary>
internal sealed record Changes<TId, T>(
    IReadOnlyDictionary<TId, T> Running,
    IReadOnlyDictionary<TId, T> Wanted,
    ImmutableArray<TId> Added,
    ImmutableArray<TId> Removed,
    ImmutableArray<TId> Changed)
    where TId : notnull
    where T : IEquatable<T>
{
    public static Changes<TId, T> Between(
        IEnumerable<T> running, IEnumerable<T> wanted, Func<T, TId> id)
    {
        var before = running.ToDictionary(id);
        var after = wanted.ToDictionary(id);
        return new Changes<TId, T>(
            before,
            after,
            Ordered(after.Keys.Where(key => !before.ContainsKey(key))),
            Ordered(before.Keys.Where(key => !after.ContainsKey(key))),
            Ordered(after.Keys.Where(key => before.TryGetValue(key, out var old)
                && !old.Equals(after[key]))));
    }

    public IEnumerable<(string Id, string Text)> Lines(
        Func<T, IReadOnlyList<SpecKey>> keys, Func<T, string> summary)
    {
        foreach (var id in Added) yield return ($"{id}", $"+ {id}  {summary(Wanted[id])}");
        foreach (var id in Removed) yield return ($"{id}", $"- {id}");
        foreach (var id in Changed)
            foreach (var change in KeyChanges.Between(keys(Running[id]), keys(Wanted[id])))
                yield return ($"{id}", $"~ {id}  {change}");
    }

    private static ImmutableArray<TId> Ordered(IEnumerable<TId> ids) =>
        [.. ids.OrderBy(id => id.ToString(), StringComparer.Ordinal)];
}
