using Understudy.ShadowActors.Domain.Renaming;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;

namespace Understudy.Supervisor.PostMortem;

/// <summary>What journals are called, as a database says of which no node is asked.</summary>
public sealed class RecordedNames(IJournalReader journal)
{
    /// <exception cref="JournalStoreException">The database can't be read.</exception>
    public async ValueTask<JournalNames> ReadAsync(CancellationToken cancellation)
    {
        var rows = await journal.ReadAsync(
            new JournalQuery(JournalStreams.PlantId, Kind: "plant-applied", Limit: 1), cancellation);
        return rows.Count == 0
            ? JournalNames.Empty
            : JournalNames.Of(
                JournalText.TryRead<PlantEvents.PlantApplied>(rows[0].Manifest, rows[0].Json)?.Journals);
    }
}
