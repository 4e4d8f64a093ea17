using System.Text.Json;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>An entry of a journal as the API gives it.</summary>
internal sealed record JournalLine(long Number, string Kind, DateTimeOffset Time, JsonElement Event)
{
    public static JournalLine Of(JsonElement entry)
    {
        var happened = entry.GetProperty("event").Clone();
        return new JournalLine(
            entry.GetProperty("number").GetInt64(),
            entry.GetProperty("kind").GetString()!.Split('.')[0],
            happened.GetProperty("stamp").GetProperty("time").GetDateTimeOffset(),
            happened);
    }

    public string? Text(string name) =>
        Event.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What happened in one word or two: <c>driver-failed Hang</c>, <c>stage-completed Stop</c>.</summary>
    public string Word => Kind switch
    {
        "driver-failed" => $"{Kind} {Text("kind")}",
        "stage-completed" => $"{Kind} {Text("stage")}",
        "fault-injected" => $"{Kind} {Text("fault")}",
        _ => Kind,
    };
}
