using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>A file of this process; nobody else may write it. Blocking: Microsoft.Data.Sqlite is.</summary>
internal sealed class SqliteRetention(JournalStoreOptions options) : RetentionDatabase(options)
{
    /// <summary>Pages that the file gives back in one transaction.</summary>
    private const int StepPagesMax = 256;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(Options.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = Command(connection, SqliteStore.OnOpen);
        await command.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    public override Task<bool> IsAloneAsync(DbConnection connection, CancellationToken cancellation) =>
        Task.FromResult(true);

    /// <summary>File and write-ahead log.</summary>
    public override Task<long> DiskBytesAsync(DbConnection connection, CancellationToken cancellation)
    {
        var file = new FileInfo(new SqliteConnectionStringBuilder(Options.ConnectionString).DataSource);
        var log = new FileInfo($"{file.FullName}-wal");
        return Task.FromResult((file.Exists ? file.Length : 0) + (log.Exists ? log.Length : 0));
    }

    public override async Task<long> LiveBytesAsync(DbConnection connection, CancellationToken cancellation)
    {
        var pages = await NumberAsync(connection, "PRAGMA page_count", cancellation);
        var free = await NumberAsync(connection, "PRAGMA freelist_count", cancellation);
        return (pages - free) * await NumberAsync(connection, "PRAGMA page_size", cancellation);
    }

    public override async Task GiveBackAsync(
        DbConnection connection, RetentionOptions retention, CancellationToken cancellation)
    {
        var kept = retention.FreeBytesKept / await NumberAsync(connection, "PRAGMA page_size", cancellation);
        var free = await NumberAsync(connection, "PRAGMA freelist_count", cancellation);
        while (free > kept)
        {
            var step = Math.Min(StepPagesMax, free - kept).ToString(CultureInfo.InvariantCulture);
            await using (var command = Command(connection, $"PRAGMA incremental_vacuum({step})"))
            await using (var reader = await command.ExecuteReaderAsync(cancellation))
                while (await reader.ReadAsync(cancellation))
                {
                    // Each row that is asked for is a page that goes.
                }

            var left = await NumberAsync(connection, "PRAGMA freelist_count", cancellation);
            // A file from before it could shrink never does.
            if (left >= free) break;
            free = left;
            await Task.Delay(retention.StepPause, cancellation);
        }

        // The file is cut when the log was copied into it.
        await NumberAsync(connection, "PRAGMA wal_checkpoint(PASSIVE)", cancellation);
    }
}
