using System.Text.Json;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>Reads what it can find in an event, so that an event of a newer node is still told as far as possible.
/// </summary>
public readonly struct EventFacts(JsonElement json)
{
    private readonly JsonElement _json = json;

    public bool Has(string name) => TryGet(name, out _);

    public string Text(string name, string otherwise = "?") => TryGet(name, out var found) ? TextOf(found) : otherwise;

    public string? TextOrNull(string name) => TryGet(name, out var found) ? TextOf(found) : null;

    public long Number(string name) =>
        TryGet(name, out var found) && found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out var number)
            ? number
            : 0;

    /// <summary>A value of a point, as people read it.</summary>
    public string Value(string name)
    {
        if (!TryGet(name, out var found)) return ValueText.None;
        try
        {
            return ValueText.Of(found.Deserialize(WordsJson.Default.PointValue));
        }
        catch (JsonException)
        {
            return found.GetRawText();
        }
    }

    public EventFacts Inside(string name) => new(TryGet(name, out var found) ? found : default);

    public IReadOnlyList<EventFacts> List(string name) =>
        TryGet(name, out var found) && found.ValueKind == JsonValueKind.Array
            ? [.. found.EnumerateArray().Select(item => new EventFacts(item))]
            : [];

    /// <summary>This very fact as text, where it is not an object.</summary>
    public override string ToString() => TextOf(_json);

    private static string TextOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined => "?",
        JsonValueKind.String => json.GetString()!,
        _ => json.GetRawText(),
    };

    private bool TryGet(string name, out JsonElement found)
    {
        found = default;
        return _json.ValueKind == JsonValueKind.Object
            && _json.TryGetProperty(name, out found)
            && found.ValueKind != JsonValueKind.Null;
    }
}
