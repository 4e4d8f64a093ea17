namespace Understudy.Supervisor.Plant.Yaml;

/// <summary>A list.</summary>
internal sealed class ListNode(int line, int column, KeyPath path, IReadOnlyList<PlantNode> items)
    : PlantNode(line, column, path)
{
    public IReadOnlyList<PlantNode> Items { get; } = items;

    public override string What => "a list";
}
