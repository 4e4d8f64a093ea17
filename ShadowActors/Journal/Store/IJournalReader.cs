namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Reads what the journal holds, beside the actors.</summary>
public interface IJournalReader
{
    /// <summary>The rows that match, in the order of their numbers: after <see cref="JournalQuery.AfterSequence"/> the
    /// next ones, without it the newest.</summary>
    Task<IReadOnlyList<JournalEntry>> ReadAsync(JournalQuery query, CancellationToken cancellation = default);

    /// <summary>The snapshots of a stream, oldest first: at most the newest eight.</summary>
    Task<IReadOnlyList<JournalEntry>> SnapshotsAsync(string stream, CancellationToken cancellation = default);

    /// <summary>The newest number of a stream; 0 where there is none.</summary>
    Task<long> HighestSequenceAsync(string stream, CancellationToken cancellation = default);
}
