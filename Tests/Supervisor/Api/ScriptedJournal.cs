using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Tests.Supervisor.Api;

internal sealed class ScriptedJournal : IJournalReader
{
    public Func<JournalQuery, IReadOnlyList<JournalEntry>> Answer { get; set; } = _ => [];

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(JournalQuery query, CancellationToken cancellation = default) =>
        Task.FromResult(Answer(query));

    public Task<IReadOnlyList<JournalEntry>> SnapshotsAsync(string stream, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<JournalEntry>>([]);

    public Task<long> HighestSequenceAsync(string stream, CancellationToken cancellation = default) =>
        Task.FromResult(0L);
}
