using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.ShadowActors.Domain.PostMortem;

namespace Understudy.Tests.Supervisor.PostMortem;

/// <summary>A long journal that is made as it is read, and knows how much of it its reader still holds.</summary>
internal sealed class EndlessJournal(HandMadeStream again, long length) : IJournalReader
{
    private readonly List<WeakReference> _pages = [];

    public int LargestPage { get; private set; }

    /// <summary>Pages that were still held when a later one was asked for.</summary>
    public int MostHeld { get; private set; }

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(JournalQuery query, CancellationToken cancellation = default)
    {
        if (query.Stream == "plant") return Task.FromResult<IReadOnlyList<JournalEntry>>([]);
        LookAtPages();
        var page = Page(query);
        LargestPage = Math.Max(LargestPage, page.Count);
        _pages.Add(new WeakReference(page));
        return Task.FromResult<IReadOnlyList<JournalEntry>>(page);
    }

    public Task<IReadOnlyList<JournalEntry>> SnapshotsAsync(string stream, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<JournalEntry>>([]);

    public Task<long> HighestSequenceAsync(string stream, CancellationToken cancellation = default) =>
        Task.FromResult(length);

    private List<JournalEntry> Page(JournalQuery query)
    {
        var before = Math.Min(query.BeforeSequence ?? long.MaxValue, length + 1);
        var number = query.AfterSequence is { } after ? after + 1 : before - query.Limit;
        var page = new List<JournalEntry>();
        for (; number < before && page.Count < query.Limit; number++)
        {
            var entry = again.Entries[(int)((number - 1) % again.Newest)];
            if (query.AnyOf.IsDefault || query.AnyOf.Contains(entry.Kind[..^3]))
                page.Add(new JournalEntry(number, entry.Kind, entry.Written, entry.Json));
        }

        return page;
    }

    private void LookAtPages()
    {
        if (_pages.Count % 20 != 19) return;
        GC.Collect();
        MostHeld = Math.Max(MostHeld, _pages.Count(page => page.IsAlive));
    }
}
