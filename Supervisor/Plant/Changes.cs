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
{
    /// <param name="canonical">Equal for things that are equal.</param>
    public static Changes<TId, T> Between(
        IEnumerable<T> running, IEnumerable<T> wanted, Func<T, TId> id, Func<T, byte[]> canonical)
    {
        var before = running.ToDictionary(id);
        var after = wanted.ToDictionary(id);
        return new Changes<TId, T>(
            before,
            after,
            Ordered(after.Keys.Where(key => !before.ContainsKey(key))),
            Ordered(before.Keys.Where(key => !after.ContainsKey(key))),
            Ordered(after.Keys.Where(key => before.TryGetValue(key, out var old)
                && !canonical(old).AsSpan().SequenceEqual(canonical(after[key])))));
    }

    public IEnumerable<(string Id, string Text)> Lines(
        Func<T, IReadOnlyDictionary<string, string>> keys, Func<T, string> summary)
    {
        foreach (var id in Added) yield return ($"{id}", $"+ {id}  {summary(Wanted[id])}");
        foreach (var id in Removed) yield return ($"{id}", $"- {id}");
        foreach (var id in Changed)
            foreach (var change in Between(keys(Running[id]), keys(Wanted[id])))
                yield return ($"{id}", $"~ {id}  {change}");
    }

    private static IReadOnlyList<string> Between(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        const string none = "(none)";
        string[] differing =
        [
            .. before.Keys.Union(after.Keys)
                .Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key))
                .Order(StringComparer.Ordinal)
                .Select(key => $"{key}: {before.GetValueOrDefault(key, none)} -> {after.GetValueOrDefault(key, none)}"),
        ];
        return differing.Length > 0 ? differing : ["the order of points or commands"];
    }

    private static ImmutableArray<TId> Ordered(IEnumerable<TId> ids) =>
        [.. ids.OrderBy(id => id.ToString(), StringComparer.Ordinal)];
}
