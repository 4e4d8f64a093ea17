using Understudy.Hardware.Model;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>The entries of a mapping whose keys are ids that the file's author chose.</summary>
internal static class NamedEntries
{
    /// <summary>Those with a usable id that was not there before; the others are reported.</summary>
    /// <param name="what">What has these ids, for example "gateway".</param>
    public static IReadOnlyList<MapEntry> Of(PlantNode? node, string what, int max, ProblemList problems)
    {
        if (node is null) return [];
        if (node is not MapNode map)
        {
            problems.Add(node, $"A mapping from the id of each {what} to its keys is expected, not {node.What}."
                + (node is TextNode { IsNothing: true } ? " Are the lines below indented?" : ""));
            return [];
        }

        if (map.Entries.Count > max)
        {
            problems.Add(map, $"{map.Entries.Count} are too many: at most {max} of the kind {what} are accepted here.");
            return [];
        }

        var lineById = new Dictionary<string, int>(StringComparer.Ordinal);
        var entries = new List<MapEntry>(map.Entries.Count);
        foreach (var entry in map.Entries)
            if (!Name.IsValid(entry.Key.Text))
                problems.Add(entry.Key, Invalid(entry.Key, what));
            else if (!lineById.TryAdd(entry.Key.Text, entry.Key.Line))
                problems.Add(
                    entry.Key,
                    $"The {what} '{entry.Key.Text}' is declared twice, first in line {lineById[entry.Key.Text]}.");
            else
                entries.Add(entry);
        return entries;
    }

    private static string Invalid(TextNode id, string what) => id.Text.StartsWith('_')
        ? $"'{id.Shown}' begins with '_', which is reserved for what every device has (_mode, _incarnation)."
        : $"'{id.Shown}' is no {what} id: {Name.Rule}.";
}
