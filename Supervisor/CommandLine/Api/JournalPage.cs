using System.Text.Json;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>Entries of a journal, each with its JSON as it came, oldest first.</summary>
public sealed record JournalPage(IReadOnlyList<(JournalEntry Entry, string Json)> Entries)
{
    public static JournalPage Parse(string body)
    {
        using var document = JsonDocument.Parse(body);
        var list = document.RootElement.GetProperty("entries");
        return new JournalPage([.. list.EnumerateArray().Select(item => (EntryOf(item.Clone()), item.GetRawText()))]);
    }

    private static JournalEntry EntryOf(JsonElement item) => new(
        item.GetProperty("number").GetInt64(),
        item.GetProperty("time").GetDateTimeOffset(),
        JournalEntry.KindOf(item.GetProperty("kind").GetString() ?? ""),
        item.GetProperty("event"));
}
