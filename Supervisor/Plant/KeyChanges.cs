namespace Understudy.Supervisor.Plant;

/// <summary>Says which keys of a declared thing changed. A point or command that is new or gone is one line.</summary>
internal static class KeyChanges
{
    private const string None = "(none)";

    public static IReadOnlyList<string> Between(IReadOnlyList<SpecKey> before, IReadOnlyList<SpecKey> after)
    {
        var partsBefore = before.Select(key => key.Part).ToHashSet();
        var partsAfter = after.Select(key => key.Part).ToHashSet();
        var valueBefore = Values(before, partsAfter);
        var valueAfter = Values(after, partsBefore);
        string[] changes =
        [
            .. partsBefore.Except(partsAfter).Select(part => $"{part}: removed")
                .Concat(partsAfter.Except(partsBefore).Select(part => $"{part}: added {Summary(after, part)}"))
                .Concat(valueBefore.Keys.Union(valueAfter.Keys)
                    .Where(path => valueBefore.GetValueOrDefault(path) != valueAfter.GetValueOrDefault(path))
                    .Select(path => $"{path}: {valueBefore.GetValueOrDefault(path, None)} -> "
                        + valueAfter.GetValueOrDefault(path, None)))
                .Order(StringComparer.Ordinal),
        ];
        return changes.Length > 0 ? changes : ["the order of points or commands"];
    }

    private static Dictionary<string, string> Values(IEnumerable<SpecKey> keys, IReadOnlySet<string> parts) => keys
        .Where(key => key.Value is not null && parts.Contains(key.Part))
        .ToDictionary(key => key.Path, key => key.Value!);

    /// <summary>The first two keys of a part: where it is and of which type.</summary>
    private static string Summary(IEnumerable<SpecKey> keys, string part) =>
        $"at {string.Join(", ", keys.Where(key => key.Part == part).Take(2).Select(key => key.Value))}";
}
