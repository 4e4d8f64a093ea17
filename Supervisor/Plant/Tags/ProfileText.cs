using System.Text;
using System.Text.RegularExpressions;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary>Writes a profile as YAML, a point in a line where it fits.</summary>
internal static partial class ProfileText
{
    private const int LineCharactersMax = 120;
    private const int AlignedMax = 20;
    private const int PointIndent = 6;
    private const int FieldIndent = 10;

    public static string Of(string profile, string deviceClass, IReadOnlyList<MapEntry> points)
    {
        var text = new StringBuilder();
        text.Append("gateways: {}\n\nprofiles:\n");
        text.Append($"  {Scalar(profile)}:\n    class: {deviceClass}\n    points:\n");
        Entries(text, points, PointIndent);
        return text.ToString();
    }

    private static void Entries(StringBuilder text, IReadOnlyList<MapEntry> entries, int indent)
    {
        var longest = entries.Select(entry => Scalar(entry.Key.Text).Length).Where(length => length <= AlignedMax)
            .DefaultIfEmpty(0).Max();
        foreach (var (key, value) in entries)
        {
            var map = (MapNode)value;
            var name = $"{new string(' ', indent)}{Scalar(key.Text)}:";
            if (map.Entries.Any(entry => entry.Key.Text == "fields"))
                Structure(text.Append(name).Append('\n'), map);
            else
                Flow(text, name.PadRight(indent + longest + 1) + " ", map);
        }
    }

    private static void Structure(StringBuilder text, MapNode point)
    {
        foreach (var (key, value) in point.Entries.Where(entry => entry.Key.Text != "fields"))
            text.Append($"        {key.Text}: {Inline(value)}\n");
        text.Append("        fields:\n");
        Entries(text, ((MapNode)point.Entries.Single(entry => entry.Key.Text == "fields").Value).Entries, FieldIndent);
    }

    /// <summary>A mapping in braces, which goes on below its first key where the line is full.</summary>
    private static void Flow(StringBuilder text, string begin, MapNode map)
    {
        text.Append(begin).Append('{');
        var width = begin.Length + 1;
        for (var i = 0; i < map.Entries.Count; i++)
        {
            var (key, value) = map.Entries[i];
            var piece = $"{key.Text}: {Inline(value)}{(i + 1 < map.Entries.Count ? "," : "}")}";
            if (i > 0 && width + 1 + piece.Length > LineCharactersMax)
            {
                text.Append('\n').Append(' ', begin.Length + 1);
                width = begin.Length + 1;
            }
            else if (i > 0)
            {
                text.Append(' ');
                width++;
            }

            text.Append(piece);
            width += piece.Length;
        }

        text.Append(map.Entries.Count == 0 ? "}\n" : "\n");
    }

    private static string Inline(PlantNode node) => node switch
    {
        ListNode list => $"[{string.Join(", ", list.Items.Select(Inline))}]",
        MapNode map => $"{{{string.Join(", ", map.Entries.Select(entry =>
            $"{Inline(entry.Key)}: {Inline(entry.Value)}"))}}}",
        _ => ((TextNode)node) is { IsQuoted: true } text ? Scalar(text.Text) : Plainly(((TextNode)node).Text),
    };

    /// <summary>Text, in quotes also where it could be taken for something else.</summary>
    private static string Scalar(string text) => Reserved().IsMatch(text) ? Quoted(text) : Plainly(text);

    private static string Plainly(string text) => Plain().IsMatch(text) ? text : Quoted(text);

    private static string Quoted(string text) => $"\"{string.Concat(text.Select(Escaped))}\"";

    private static string Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        < ' ' or (>= '\u007F' and <= '\u00A0') or '\u2028' or '\u2029' or >= '\uFEFF' => $"\\u{(int)c:X4}",
        _ => c.ToString(),
    };

    // What is text, number or address in every YAML reader, also between braces.
    [GeneratedRegex(@"^([A-Za-z0-9_/]|[+\-.][0-9.])[A-Za-z0-9_./%+\-]*( [A-Za-z0-9_./+\-]+)*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(null|true|false|~|[+\-]?\.?[0-9].*)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
