using System.Data.Common;
using Npgsql;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>A database that several nodes share: one of them at a time takes rows away.</summary>
internal sealed class PostgreSqlRetention(JournalStoreOptions options) : RetentionDatabase(options)
{
    private static readonly TimeSpan VacuumTimeMax = TimeSpan.FromMinutes(30);

    // A table does not shrink when rows go, so what its rows take is estimated: their number and mean width by the
    // server's statistics, a row's head, and its entries in two indexes. Large events lie elsewhere (a width counts
    // only where), as do snapshots; of both the share counts that is alive.
    private const string Live = """
        SELECT (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'journal'::regclass)
          * (SELECT coalesce(sum(avg_width), 0) + 28 FROM pg_stats
             WHERE schemaname = current_schema() AND tablename = 'journal')
          * 1.3
          + (SELECT coalesce(sum(
               (CASE WHEN relname = 'journal' THEN 0 ELSE pg_relation_size(c.oid) + pg_indexes_size(c.oid) END
                + CASE WHEN reltoastrelid = 0 THEN 0 ELSE pg_total_relation_size(reltoastrelid) END)
               * (pg_stat_get_live_tuples(c.oid) + 1.0)
               / (pg_stat_get_live_tuples(c.oid) + pg_stat_get_dead_tuples(c.oid) + 1.0)), 0)
             FROM pg_class c WHERE c.oid IN ('journal'::regclass, 'snapshot'::regclass))
        """;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        // Of its own: a pool would keep the lock.
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Options.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>Until the connection is closed.</summary>
    public override async Task<bool> IsAloneAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = Command(connection, "SELECT pg_try_advisory_lock(724000002)");
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    public override Task<long> DiskBytesAsync(DbConnection connection, CancellationToken cancellation) => NumberAsync(
        connection, "SELECT pg_total_relation_size('journal') + pg_total_relation_size('snapshot')", cancellation);

    public override async Task<long> LiveBytesAsync(DbConnection connection, CancellationToken cancellation)
    {
        await RunAsync(connection, "ANALYZE journal, snapshot", cancellation);
        return await NumberAsync(connection, Live, cancellation);
    }

    /// <summary>To the table, not to the disk: cutting a table would keep appends waiting.</summary>
    public override Task GiveBackAsync(
        DbConnection connection, RetentionOptions retention, CancellationToken cancellation) =>
        RunAsync(connection, "VACUUM (ANALYZE, TRUNCATE FALSE) journal", cancellation);

    private static async Task RunAsync(DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, sql);
        command.CommandTimeout = (int)VacuumTimeMax.TotalSeconds;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
