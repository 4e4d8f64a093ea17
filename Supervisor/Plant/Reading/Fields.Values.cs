using System.Globalization;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

internal sealed partial class Fields
{
    /// <summary>A single value that is not empty.</summary>
    public TextNode? Text(string key, string expected)
    {
        var node = Node(key);
        if (node is null or TextNode { Text.Length: > 0 }) return (TextNode?)node;
        return Wrong(node, expected);
    }

    public bool? Boolean(string key)
    {
        const string form = "true or false";
        if (Text(key, form) is not { } node) return null;
        if (PlantScalar.Boolean(node) is { } value) return value;
        Wrong(node, form);
        return null;
    }

    public long? Integer(string key, long min, long max)
    {
        var form = $"a whole number from {min} to {max}";
        if (Text(key, form) is not { } node) return null;
        if (PlantScalar.Integer(node) is { } value && value >= min && value <= max) return value;
        Wrong(node, form);
        return null;
    }

    public double? Number(string key)
    {
        const string form = "a number";
        if (Text(key, form) is not { } node) return null;
        if (PlantScalar.Number(node) is { } value) return value;
        Wrong(node, form);
        return null;
    }

    public T? Choice<T>(string key)
        where T : struct, Enum
    {
        var words = string.Join(", ", PlantWord.All<T>());
        if (Text(key, $"one of {words}") is not { } node) return null;
        if (PlantWord.Parse<T>(node.Text) is { } value) return value;
        var meant = Spelling.Nearest(node.Text, PlantWord.All<T>()) is { } near ? $" Did you mean '{near}'?" : "";
        _problems.Add(node, $"'{node.Shown}' is not one of {words}.{meant}");
        return null;
    }

    public ModbusAddress? Address(string key, Addressing addressing)
    {
        var isModicon = addressing == Addressing.Modicon;
        var form = $"an address ({(isModicon ? ModiconAddress.Form : ModbusAddress.Form)})";
        if (Text(key, form) is not { } node) return null;
        var isNumber = ModiconAddress.TryParse(node.Text, out var numbered);
        if (isModicon && isNumber) return numbered;
        if (!isModicon && ModbusAddress.TryParse(node.Text, out var address)) return address;
        Wrong(node, form, isNumber ? " Numbers such as 40001 need 'addressing: modicon' in the profile." : "");
        return null;
    }

    /// <summary>A duration of at least 1 ms, or of at least <paramref name="min"/>.</summary>
    public TimeSpan? Duration(string key, TimeSpan? min = null, TimeSpan? max = null)
    {
        if (Text(key, $"a duration ({PlantDuration.Form})") is not { } node) return null;
        if (!PlantDuration.TryParse(node.Text, out var duration))
        {
            Wrong(node, node.Text.StartsWith('-')
                ? "a duration above zero"
                : $"a duration ({PlantDuration.Form})");
            return null;
        }

        var (least, most) = (min ?? TimeSpan.FromMilliseconds(1), max ?? PlantLimits.DurationMax);
        if (duration >= least && duration <= most) return duration;
        Wrong(node, $"a duration from {PlantDuration.Format(least)} to {PlantDuration.Format(most)}");
        return null;
    }

    /// <summary>A list of single values, also where it is given as one value.</summary>
    public IReadOnlyList<TextNode> Texts(string key, string expected, int max)
    {
        var node = Node(key);
        if (node is null) return [];
        var items = node is ListNode list ? list.Items : [node];
        if (items.Count > max)
            _problems.Add(node, string.Create(CultureInfo.InvariantCulture, $"At most {max} are accepted here."));
        foreach (var item in items)
            if (item is not TextNode { Text.Length: > 0 })
                Wrong(item, expected);
        return [.. items.OfType<TextNode>().Where(item => item.Text.Length > 0).Take(max)];
    }

    private TextNode? Wrong(PlantNode node, string expected, string advice = "")
    {
        _problems.Add(node, $"{expected} is expected, not {node.What}.{advice}"
            is var message ? char.ToUpperInvariant(message[0]) + message[1..] : "");
        return null;
    }
}
