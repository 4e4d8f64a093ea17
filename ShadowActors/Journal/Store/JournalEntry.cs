using System.Text.Json;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>A row of the journal.</summary>
/// <param name="Time">When it was written, by the wall clock of the node that wrote.</param>
/// <param name="Json">As it is stored.</param>
public sealed record JournalEntry(long Sequence, string Manifest, DateTimeOffset Time, string Json)
{
    /// <summary>The event; of a row that is no JSON its raw text, as a JSON string.</summary>
    public JsonElement Event()
    {
        try
        {
            using var document = JsonDocument.Parse(Json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            using var document = JsonDocument.Parse($"\"{JsonEncodedText.Encode(Json)}\"");
            return document.RootElement.Clone();
        }
    }
}
