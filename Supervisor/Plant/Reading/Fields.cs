using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>
/// The keys of one mapping. Making it reports keys that are not known or given twice; asking reports values that are
/// not of the wanted form. Whoever asks gets null for what is absent or was reported.
/// </summary>
internal sealed partial class Fields
{
    private readonly Dictionary<string, PlantNode> _values = new(StringComparer.Ordinal);
    private readonly ProblemList _problems;

    private Fields(MapNode map, KeySet keys, ProblemList problems, IReadOnlyList<KeySet> family)
    {
        Map = map;
        _problems = problems;
        foreach (var (key, value) in map.Entries)
            if (!keys.Knows(key.Text))
                problems.Add(key, Unknown(key.Text, keys, family));
            else if (!_values.TryAdd(key.Text, value))
                problems.Add(key, $"'{key.Text}' is given twice, first in line {_values[key.Text].Line}.");
    }

    public MapNode Map { get; }

    /// <summary>How long the node lets something wait in the queue.</summary>
    public TimeSpan TtlMax => _problems.TtlMax;

    /// <summary>Null, and a problem, where the node is no mapping.</summary>
    /// <param name="family">All mappings of that kind of file, to tell where a key belongs; null: of a plant file.
    /// </param>
    public static Fields? Of(
        PlantNode? node, KeySet keys, ProblemList problems, IReadOnlyList<KeySet>? family = null)
    {
        if (node is MapNode map) return new Fields(map, keys, problems, family ?? PlantKeys.All);
        if (node is not null)
            problems.Add(node, $"The keys of a {keys.What} are expected here ({string.Join(", ", keys.Keys)}), not "
                + $"{node.What}.{(node is TextNode { IsNothing: true } ? " Are the lines below indented?" : "")}");
        return null;
    }

    public bool Has(string key) => _values.ContainsKey(key);

    public PlantNode? Node(string key) => _values.GetValueOrDefault(key);

    /// <summary>The node to blame for a key: its value or, where it is absent, the mapping.</summary>
    public PlantNode Place(string key) => _values.GetValueOrDefault(key) ?? Map;

    /// <summary>The value of a key that must be there.</summary>
    /// <param name="expected">What it says, and an example: the rest of the sentence "'key' is missing: ".</param>
    public PlantNode? Required(string key, string expected)
    {
        if (_values.TryGetValue(key, out var node)) return node;
        _problems.Add(Map, $"'{key}' is missing: {expected}");
        return null;
    }

    public void Problem(string key, string message) => _problems.Add(Place(key), message);

    /// <summary>A problem that a plant runs with all the same, if it is recorded already.</summary>
    public void TolerableProblem(string key, string message) => _problems.AddTolerable(Place(key), message);

    private static string Unknown(string key, KeySet keys, IReadOnlyList<KeySet> family)
    {
        var unknown = $"'{key}' is no key of a {keys.What}";
        if (Spelling.Nearest(key, keys.Keys) is { } nearest) return $"{unknown}: did you mean '{nearest}'?";
        var owners = family.Where(other => other.Knows(key)).Select(other => $"a {other.What}").ToArray();
        if (owners.Length > 0) return $"{unknown} but of {string.Join(" or ", owners)}: is it indented rightly?";
        return keys.Keys.IsEmpty ? $"{unknown}, which has none." : $"{unknown}: it has {string.Join(", ", keys.Keys)}.";
    }
}
