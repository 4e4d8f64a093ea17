using System.Data.Common;
using System.Runtime.Serialization;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Serialization;

namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>
/// Takes the oldest events out of the database, when an archive has them. From a stream only its beginning goes, up to
/// the second newest snapshot, and only if both snapshots can be read: a recovery needs one, and nothing before it.
/// Not safe for several threads.
/// </summary>
/// <param name="time">Its timestamps count suspension.</param>
public sealed class JournalRetention(
    JournalStoreOptions store, RetentionOptions options, string node, TimeProvider time)
{
    private readonly RetentionDatabase _database = RetentionDatabase.Of(store);
    private readonly ProvenAge _proven = new(time);
    private readonly JournalTrouble _trouble = new(store.ToString());

    /// <summary>Remembers what there is now, since an hour later it is surely an hour old.</summary>
    /// <returns>The bytes that the journal occupies on the disk.</returns>
    /// <exception cref="JournalStoreException">The database can't be asked.</exception>
    public Task<long> LookAsync(CancellationToken cancellation) => OnDatabase(
        async connection =>
        {
            _proven.Look(await _database.HighestOrderingAsync(connection, cancellation));
            return await _database.DiskBytesAsync(connection, cancellation);
        },
        cancellation);

    /// <summary>Archives and deletes what may go. When it fails, what is not in an archive is still in the database;
    /// an event can be in both.</summary>
    /// <exception cref="JournalStoreException">The database or the archive can't be used.</exception>
    public Task<RetentionReport> RunAsync(CancellationToken cancellation) => OnDatabase(
        async connection =>
        {
            var report = new RetentionReport(0, 0, []);
            if (_proven.Ordering == 0 || !await _database.IsAloneAsync(connection, cancellation)) return report;
            var rule = await RuleAsync(connection, cancellation);
            var ends = await EndsAsync(connection, rule, cancellation);
            while (ends.Count > 0)
            {
                var part = await TakeAsync(connection, rule, ends, report.Bytes, cancellation);
                report = new RetentionReport(
                    report.Events + part.Events, report.Bytes + part.Bytes, [.. report.Archives, .. part.Archives]);
            }

            if (report.Events > 0) await _database.GiveBackAsync(connection, options, cancellation);
            return report;
        },
        cancellation);

    private async Task<RetentionRule> RuleAsync(DbConnection connection, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        long toFree = 0;
        if (options.KeepBytes is { } most)
        {
            var live = await _database.LiveBytesAsync(connection, cancellation);
            toFree = live > most ? live - (long)(most * RetentionOptions.BytesLeftShare) : 0;
        }

        return new RetentionRule(
            _proven.Ordering, options.KeepFor is { } age ? now - age : null, toFree);
    }

    /// <summary>The streams that begin with something that may go, the oldest beginning first.</summary>
    private async Task<PriorityQueue<StreamEnd, long>> EndsAsync(
        DbConnection connection, RetentionRule rule, CancellationToken cancellation)
    {
        var ends = new PriorityQueue<StreamEnd, long>();
        foreach (var stream in await _database.StreamsAsync(connection, cancellation))
        {
            var first = await _database.RowsAsync(connection, stream, after: 0, limit: 1, cancellation);
            if (first.Count == 0 || first[0].Ordering > rule.ProvenOrdering) continue;
            var snapshots = await _database.SnapshotsAsync(connection, stream, cancellation);
            if (snapshots.Count < 2 || !snapshots.TrueForAll(IsReadable)) continue;
            // What a snapshot holds was written before it.
            var writtenBy = snapshots[0].Time < snapshots[1].Time ? snapshots[0].Time : snapshots[1].Time;
            var end = new StreamEnd(stream, snapshots[1].Sequence, writtenBy, first[0].Sequence - 1);
            if (rule.MayGo(first[0], end.UpTo, end.WrittenBy, freedBytes: 0)) ends.Enqueue(end, first[0].Ordering);
        }

        return ends;
    }

    /// <summary>Fills one archive, oldest events first, and then deletes what is in it.</summary>
    private async Task<RetentionReport> TakeAsync(
        DbConnection connection,
        RetentionRule rule,
        PriorityQueue<StreamEnd, long> ends,
        long freed,
        CancellationToken cancellation)
    {
        var segments = new List<ArchivedSegment>();
        using var archive = ArchiveFile.Create(options.ArchiveFolder, time.GetUtcNow());
        while (archive.Events < options.ArchiveEventsMax && archive.Bytes < options.ArchiveBytesMax
            && ends.TryDequeue(out var end, out _))
        {
            var rows = await _database.RowsAsync(
                connection, end.Stream, end.After, options.StepEventsMax, cancellation);
            var gone = rule.Beginning(rows, end.UpTo, end.WrittenBy, freed).ToList();
            if (gone.Count == 0) continue;
            foreach (var row in gone) archive.Add(end.Stream, row);
            var bytes = gone.Sum(row => row.Bytes);
            freed += bytes;
            segments.Add(new ArchivedSegment(end.Stream, gone[0].Sequence, gone[^1].Sequence, gone.Count, bytes));
            if (gone.Count == rows.Count)
                ends.Enqueue(end with { After = gone[^1].Sequence }, gone[^1].Ordering);
            await Task.Delay(options.StepPause, cancellation);
        }

        if (segments.Count == 0) return new RetentionReport(0, 0, []);
        var (events, total) = (segments.Sum(segment => (long)segment.Events), segments.Sum(segment => segment.Bytes));
        var hash = archive.Close();
        await _database.RecordAsync(
            connection, node, time.GetUtcNow(), (archive.Path, hash), (events, total), cancellation);
        await DeleteAsync(connection, segments, cancellation);
        return new RetentionReport(events, total, [archive.Path]);
    }

    private async Task DeleteAsync(
        DbConnection connection, List<ArchivedSegment> segments, CancellationToken cancellation)
    {
        foreach (var segment in segments)
        {
            var deleted = await _database.DeleteAsync(connection, segment, cancellation);
            if (deleted != segment.Events)
                throw new JournalStoreException(
                    $"{segment.Stream}: {deleted} of {segment.Events} archived events from {segment.From} to "
                    + $"{segment.To} were deleted; somebody else changes the journal.");
            await Task.Delay(options.StepPause, cancellation);
        }
    }

    private static bool IsReadable((long Sequence, DateTimeOffset Time, string Manifest, byte[] Bytes) snapshot)
    {
        try
        {
            UnderstudySerializer.Read(snapshot.Bytes, snapshot.Manifest);
            return true;
        }
        catch (SerializationException)
        {
            return false;
        }
    }

    private async Task<T> OnDatabase<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            // SQLite blocks, also where it is called asynchronously.
            return await Task.Run(
                async () =>
                {
                    await using var connection = await _database.OpenAsync(cancellation);
                    return await work(connection);
                },
                cancellation);
        }
        catch (Exception error) when (error is DbException or TimeoutException)
        {
            throw new JournalStoreException(_trouble.Of(error), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new JournalStoreException($"the archive can't be written: {error.Message}", error);
        }
    }
}
