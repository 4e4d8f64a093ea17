using System.Data.Common;
using System.Globalization;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>The statements of a run, most of them the same on every database. Each is short.</summary>
internal abstract class RetentionDatabase(JournalStoreOptions options)
{
    private const string Streams = "SELECT DISTINCT persistence_id FROM snapshot";

    private const string Snapshots = """
        SELECT sequence_number, created, manifest, snapshot FROM snapshot WHERE persistence_id = @stream
        ORDER BY sequence_number DESC LIMIT 2
        """;

    private const string Rows = """
        SELECT ordering, sequence_number, created, manifest, identifier, message FROM journal
        WHERE persistence_id = @stream AND sequence_number > @after ORDER BY sequence_number LIMIT @limit
        """;

    // What is asked for was looked at before; the newest row and the snapshot are looked at again.
    private const string Delete = """
        DELETE FROM journal WHERE persistence_id = @stream AND sequence_number BETWEEN @from AND @to
          AND sequence_number < (SELECT max(sequence_number) FROM journal WHERE persistence_id = @stream)
          AND EXISTS (SELECT 1 FROM snapshot WHERE persistence_id = @stream AND sequence_number >= @to)
        """;

    private const string Record = """
        INSERT INTO retention (time, node, archive, sha256, events, bytes)
        VALUES (@time, @node, @archive, @sha256, @events, @bytes)
        """;

    protected JournalStoreOptions Options { get; } = options;

    public static RetentionDatabase Of(JournalStoreOptions options) => options.Provider == JournalProvider.Sqlite
        ? new SqliteRetention(options)
        : new PostgreSqlRetention(options);

    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>False: another node is at it.</summary>
    public abstract Task<bool> IsAloneAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>What the journal occupies on the disk.</summary>
    public abstract Task<long> DiskBytesAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>What of that is in use, about.</summary>
    public abstract Task<long> LiveBytesAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Makes the room of deleted rows usable again.</summary>
    public abstract Task GiveBackAsync(
        DbConnection connection, RetentionOptions retention, CancellationToken cancellation);

    public Task<long> HighestOrderingAsync(DbConnection connection, CancellationToken cancellation) =>
        NumberAsync(connection, "SELECT coalesce(max(ordering), 0) FROM journal", cancellation);

    public Task<List<string>> StreamsAsync(DbConnection connection, CancellationToken cancellation) => ReadAsync(
        connection, Streams, row => row.GetString(0), cancellation);

    /// <summary>The newest two, newest first.</summary>
    public Task<List<(long Sequence, DateTimeOffset Time, string Manifest, byte[] Bytes)>> SnapshotsAsync(
        DbConnection connection, string stream, CancellationToken cancellation) => ReadAsync(
        connection,
        Snapshots,
        row => (
            row.GetInt64(0), new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero), row.GetString(2),
            row.GetFieldValue<byte[]>(3)),
        cancellation,
        ("@stream", stream));

    public Task<List<JournalRow>> RowsAsync(
        DbConnection connection, string stream, long after, int limit, CancellationToken cancellation) => ReadAsync(
        connection,
        Rows,
        row => new JournalRow(
            row.GetInt64(0), row.GetInt64(1), new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero), row.GetString(3),
            row.GetInt32(4), row.GetFieldValue<byte[]>(5)),
        cancellation,
        ("@stream", stream), ("@after", after), ("@limit", limit));

    /// <summary>How many rows went.</summary>
    public async Task<int> DeleteAsync(
        DbConnection connection, ArchivedSegment segment, CancellationToken cancellation)
    {
        await using var command = Command(
            connection, Delete, ("@stream", segment.Stream), ("@from", segment.From), ("@to", segment.To));
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task RecordAsync(
        DbConnection connection,
        string node,
        DateTimeOffset time,
        (string Path, string Hash) archive,
        (long Events, long Bytes) gone,
        CancellationToken cancellation)
    {
        await using var command = Command(
            connection, Record, ("@time", time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            ("@node", node), ("@archive", archive.Path), ("@sha256", archive.Hash), ("@events", gone.Events),
            ("@bytes", gone.Bytes));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    protected static async Task<long> NumberAsync(
        DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    protected static DbCommand Command(
        DbConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) JournalStore.Parameter(command, name, value);
        return command;
    }

    private static async Task<List<T>> ReadAsync<T>(
        DbConnection connection,
        string sql,
        Func<DbDataReader, T> row,
        CancellationToken cancellation,
        params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(row(reader));
        return rows;
    }
}
