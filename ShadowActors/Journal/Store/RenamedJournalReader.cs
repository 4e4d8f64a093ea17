using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Renaming;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Finds the streams of renamed devices by the ids that they have now. Under an id that its device has no more
/// there is nothing.</summary>
/// <param name="names">As they are now.</param>
public sealed class RenamedJournalReader(
    IJournalReader journal, Func<CancellationToken, ValueTask<JournalNames>> names) : IJournalReader
{
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(
        JournalQuery query, CancellationToken cancellation = default) =>
        await StreamAsync(query.Stream, cancellation) is { } stream
            ? await journal.ReadAsync(query with { Stream = stream }, cancellation)
            : [];

    public async Task<IReadOnlyList<JournalEntry>> SnapshotsAsync(
        string stream, CancellationToken cancellation = default) =>
        await StreamAsync(stream, cancellation) is { } found
            ? await journal.SnapshotsAsync(found, cancellation)
            : [];

    public async Task<long> HighestSequenceAsync(string stream, CancellationToken cancellation = default) =>
        await StreamAsync(stream, cancellation) is { } found
            ? await journal.HighestSequenceAsync(found, cancellation)
            : 0;

    private async ValueTask<string?> StreamAsync(string stream, CancellationToken cancellation)
    {
        if (JournalStreams.DeviceOf(stream) is not { } device) return stream;
        return (await names(cancellation)).Find(device) is { } journalName
            ? JournalStreams.IdOfDevice(journalName)
            : null;
    }
}
