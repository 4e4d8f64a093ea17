using System.Text.Json;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>Entries of a journal, each with its JSON as it came, oldest first.</summary>
public sealed record JournalPage(IReadOnlyList<(JournalEntry Entry, string Json)> Entries)
{
    /// <summary>The API gives a list, or an object with the list in <c>entries</c>.</summary>
    public static JournalPage Parse(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var list = root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("entries");
        var entries = list.EnumerateArray().Select(item => (EntryOf(item.Clone()), item.GetRawText())).ToList();
        entries.Sort((left, right) => left.Item1.Number.CompareTo(right.Item1.Number));
        return new JournalPage(entries);
    }

    private static JournalEntry EntryOf(JsonElement item)
    {
        var number = item.TryGetProperty("number", out var found) ? found.GetInt64() : 0;
        var kind = item.GetProperty("kind").GetString() ?? "";
        var told = item.TryGetProperty("event", out var inner) ? inner : item;
        return new JournalEntry(number, item.GetProperty("time").GetDateTimeOffset(), NameOf(kind), told);
    }

    /// <summary>The kind without its version: <c>driver-failed.v1</c> is <c>driver-failed</c>.</summary>
    private static string NameOf(string kind) => kind.LastIndexOf(".v", StringComparison.Ordinal) is > 0 and var dot
        ? kind[..dot]
        : kind;
}
