namespace Understudy.Supervisor.Plant.Yaml;

/// <summary>A piece of the file, with its place. Lines and columns count from 1.</summary>
internal abstract class PlantNode(int line, int column, KeyPath path)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    public KeyPath Path { get; } = path;

    /// <summary>What it is, for messages about what was expected instead.</summary>
    public abstract string What { get; }
}
