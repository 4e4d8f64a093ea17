using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Plain SQL over the index of (persistence id, sequence number). A SQLite file is opened read-only.</summary>
public sealed class SqlJournalReader(JournalStoreOptions options) : IJournalReader
{
    private const string Highest = "SELECT max(sequence_number) FROM journal WHERE persistence_id = @stream";

    private const string Snapshots = """
        SELECT sequence_number, manifest, created, snapshot FROM snapshot
        WHERE persistence_id = @stream ORDER BY sequence_number DESC LIMIT 8
        """;

    private readonly string _connectionString = options.Provider == JournalProvider.Sqlite
        ? ReadOnly(options.ConnectionString)
        : options.ConnectionString;

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(JournalQuery query, CancellationToken cancellation = default) =>
        OnDatabase<IReadOnlyList<JournalEntry>>(
            async connection =>
            {
                await using var command = Command(connection, query);
                var entries = await EntriesAsync(command, cancellation);
                if (query.AfterSequence is null) entries.Reverse();
                return entries;
            },
            cancellation);

    public Task<IReadOnlyList<JournalEntry>> SnapshotsAsync(string stream, CancellationToken cancellation = default) =>
        OnDatabase<IReadOnlyList<JournalEntry>>(
            async connection =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = Snapshots;
                JournalStore.Parameter(command, "@stream", stream);
                var snapshots = await EntriesAsync(command, cancellation);
                snapshots.Reverse();
                return snapshots;
            },
            cancellation);

    public Task<long> HighestSequenceAsync(string stream, CancellationToken cancellation = default) => OnDatabase(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Highest;
            JournalStore.Parameter(command, "@stream", stream);
            var highest = await command.ExecuteScalarAsync(cancellation);
            return highest is null or DBNull ? 0 : Convert.ToInt64(highest, CultureInfo.InvariantCulture);
        },
        cancellation);

    private static string ReadOnly(string sqlite) =>
        new SqliteConnectionStringBuilder(sqlite) { Mode = SqliteOpenMode.ReadOnly }.ConnectionString;

    private async Task<T> OnDatabase<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation)
    {
        if (options.Provider == JournalProvider.Sqlite) return await Task.Run(OpenAndWork, cancellation);
        return await OpenAndWork();

        async Task<T> OpenAndWork()
        {
            try
            {
                await using DbConnection connection = options.Provider == JournalProvider.Sqlite
                    ? new SqliteConnection(_connectionString)
                    : new NpgsqlConnection(_connectionString);
                await connection.OpenAsync(cancellation);
                return await work(connection);
            }
            // A server that can't be found or does not answer is a bare TimeoutException.
            catch (Exception error) when (error is DbException or TimeoutException)
            {
                throw new JournalStoreException($"{options} can't be read: {error.Message}", error);
            }
        }
    }

    private static async Task<List<JournalEntry>> EntriesAsync(DbCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var entries = new List<JournalEntry>();
        while (await reader.ReadAsync(cancellation)) entries.Add(Entry(reader));
        return entries;
    }

    private static DbCommand Command(DbConnection connection, JournalQuery query)
    {
        var sql = new StringBuilder(
            "SELECT sequence_number, manifest, created, message FROM journal WHERE persistence_id = @stream");
        var command = connection.CreateCommand();
        JournalStore.Parameter(command, "@stream", query.Stream);
        Where(query.AfterSequence, " AND sequence_number > @after", "@after");
        Where(query.BeforeSequence, " AND sequence_number < @before", "@before");
        Where(query.From?.UtcTicks, " AND created >= @from", "@from");
        Where(query.To?.UtcTicks, " AND created < @to", "@to");
        Where(
            query.Kind,
            " AND substr(manifest, 1, length(@kind) + 2) = @kind || '.v'",
            "@kind");
        AddKinds(query.AnyOf);
        sql.Append(query.AfterSequence is null ? " ORDER BY sequence_number DESC" : " ORDER BY sequence_number");
        sql.Append(CultureInfo.InvariantCulture, $" LIMIT {Math.Clamp(query.Limit, 1, JournalQuery.LimitMax)}");
        command.CommandText = sql.ToString();
        return command;

        void AddKinds(ImmutableArray<string> kinds)
        {
            if (kinds.IsDefaultOrEmpty) return;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(kinds.Length, JournalQuery.AnyOfMax);
            var conditions = kinds.Select((kind, i) => $"substr(manifest, 1, length(@kind{i}) + 2) = @kind{i} || '.v'");
            sql.Append(CultureInfo.InvariantCulture, $" AND ({string.Join(" OR ", conditions)})");
            for (var i = 0; i < kinds.Length; i++) JournalStore.Parameter(command, $"@kind{i}", kinds[i]);
        }

        void Where(object? value, string condition, string name)
        {
            if (value is null) return;
            sql.Append(condition);
            JournalStore.Parameter(command, name, value);
        }
    }

    private static JournalEntry Entry(DbDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        new DateTimeOffset(reader.GetInt64(2), TimeSpan.Zero),
        Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(3)));
}
