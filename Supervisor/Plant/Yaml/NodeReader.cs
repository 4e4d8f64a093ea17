using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Understudy.Supervisor.Plant.Yaml;

/// <summary>
/// Reads YAML text into nodes that know their place, within bounds. Anchors, aliases and tags are refused: a plant
/// file needs none, and aliases let a small file stand for an enormous one.
/// </summary>
internal sealed class NodeReader(string yaml)
{
    private readonly Parser _parser = new(new Scanner(new StringReader(yaml), skipComments: true));
    private int _nodeCount;

    /// <summary>The document's top node; null if the text holds none.</summary>
    /// <exception cref="YamlException">The text is no YAML, or more or other than is accepted.</exception>
    public PlantNode? Read()
    {
        Next<StreamStart>();
        if (Next() is StreamEnd) return null;
        var top = Node(Next(), KeyPath.Root, 0);
        Next<DocumentEnd>();
        var rest = Next();
        return rest is StreamEnd ? top : throw At(rest, "The file is one document: nothing may follow a '---'.");
    }

    private PlantNode Node(ParsingEvent begin, KeyPath path, int depth)
    {
        Check(begin, depth);
        var (line, column) = (Line(begin), Column(begin));
        switch (begin)
        {
            case Scalar scalar:
                return new TextNode(line, column, path, scalar.Value, scalar.Style != ScalarStyle.Plain);
            case SequenceStart:
                var items = new List<PlantNode>();
                for (var item = Next(); item is not SequenceEnd; item = Next())
                    items.Add(Node(item, path.Of($"{items.Count}"), depth + 1));
                return new ListNode(line, column, path, items);
            case MappingStart:
                var entries = new List<MapEntry>();
                for (var key = Next(); key is not MappingEnd; key = Next()) entries.Add(Entry(key, path, depth));
                return new MapNode(line, column, path, entries);
            default:
                throw At(begin, "A value, a mapping or a list is expected.");
        }
    }

    private MapEntry Entry(ParsingEvent key, KeyPath path, int depth)
    {
        Check(key, depth);
        if (key is not Scalar { Value: var name, Style: var style })
            throw At(key, "A key is one word; a mapping or a list is no key.");
        var inner = path.Of(name);
        return new MapEntry(
            new TextNode(Line(key), Column(key), inner, name, style != ScalarStyle.Plain),
            Node(Next(), inner, depth + 1));
    }

    private void Check(ParsingEvent node, int depth)
    {
        if (++_nodeCount > PlantLimits.NodesMax)
            throw At(node, $"The file has more than {PlantLimits.NodesMax} keys and values.");
        if (depth > PlantLimits.DepthMax) throw At(node, $"Nested deeper than {PlantLimits.DepthMax} levels.");
        if (node is AnchorAlias alias)
            throw At(node, $"Aliases (*{alias.Value}) are not accepted: write the value out.");
        if (node is NodeEvent { Anchor.IsEmpty: false } named)
            throw At(node, $"Anchors (&{named.Anchor.Value}) are not accepted: write the value where it is used.");
        if (node is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.IsNonSpecific)
            throw At(node, $"Tags ({tagged.Tag.Value}) are not accepted: write the plain value.");
    }

    private ParsingEvent Next() => _parser.MoveNext() && _parser.Current is { } current
        ? current
        : throw new YamlException("The text ends too early.");

    private void Next<T>()
        where T : ParsingEvent
    {
        if (Next() is not T) throw At(_parser.Current!, "The document does not end where it should.");
    }

    private static int Line(ParsingEvent node) => (int)node.Start.Line;

    private static int Column(ParsingEvent node) => (int)node.Start.Column;

    private static YamlException At(ParsingEvent node, string message) => new(node.Start, node.End, message);
}
