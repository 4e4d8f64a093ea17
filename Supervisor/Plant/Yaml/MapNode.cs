namespace Understudy.Supervisor.Plant.Yaml;

/// <summary>A mapping, in the order of the file. A key that was given twice is there twice.</summary>
internal sealed class MapNode(int line, int column, KeyPath path, IReadOnlyList<MapEntry> entries)
    : PlantNode(line, column, path)
{
    public IReadOnlyList<MapEntry> Entries { get; } = entries;

    public override string What => "a mapping";
}
