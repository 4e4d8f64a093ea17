using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>A device's stream, read a page at a time: however long it is, no more than a page of it is in memory.
/// </summary>
public static class StreamEntries
{
    /// <summary>An entry may hold a hundred answers, so pages are small.</summary>
    public const int PageEntries = 200;

    /// <param name="after">Only entries with larger numbers.</param>
    /// <param name="before">Only entries with smaller numbers; null: up to the end as it is then.</param>
    /// <param name="kinds">Only these, without versions; default: all.</param>
    /// <exception cref="JournalStoreException">The database can't be read.</exception>
    public static async IAsyncEnumerable<StreamEntry> EntriesAsync(
        this IJournalReader journal,
        DeviceId device,
        long after = 0,
        long? before = null,
        ImmutableArray<string> kinds = default,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var query = new JournalQuery(
            JournalStreams.IdOf(device), AfterSequence: after, BeforeSequence: before, AnyOf: kinds,
            Limit: PageEntries);
        while (true)
        {
            var page = await journal.ReadAsync(query, cancellation);
            foreach (var entry in page) yield return Of(entry);
            if (page.Count < PageEntries) yield break;
            query = query with { AfterSequence = page[^1].Sequence };
        }
    }

    public static StreamEntry Of(JournalEntry entry) => new(
        entry.Sequence,
        entry.Time,
        entry.Manifest,
        entry.Json,
        JournalText.TryRead<ShadowEvents.ShadowEvent>(entry.Manifest, entry.Json));
}
