namespace Understudy.Supervisor.Plant.Yaml;

/// <summary>A mapping, in the order of the file. A key that was given twice is there twice.</summary>
internal sealed class MapNode(int line, int column, KeyPath path, IReadOnlyList<MapEntry> entries)
    : PlantNode(line, column, path)
{
    public IReadOnlyList<MapEntry> Entries { get; } = entries;

    public override string What => "a mapping";

    /// <summary>The value of a key, where it is given twice the first one; null: it is not there.</summary>
    public PlantNode? Find(string key)
    {
        foreach (var entry in Entries)
            if (entry.Key.Text == key)
                return entry.Value;
        return null;
    }

    /// <summary>The same place with other entries.</summary>
    public MapNode With(IReadOnlyList<MapEntry> other) => new(Line, Column, Path, other);
}
