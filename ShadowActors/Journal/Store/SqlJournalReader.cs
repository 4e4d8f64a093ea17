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

    private const string Columns = "sequence_number, manifest, created, message";

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
        var command = connection.CreateCommand();
        command.CommandText = TextOf(query);
        JournalStore.Parameter(command, "@stream", query.Stream);
        Add("@after", query.AfterSequence);
        Add("@before", query.BeforeSequence);
        Add("@from", query.From?.UtcTicks);
        Add("@to", query.To?.UtcTicks);
        Add("@kind", query.Kind);
        if (!query.AnyOf.IsDefaultOrEmpty && !JournalKinds.AreIndexed(query.AnyOf))
            for (var i = 0; i < query.AnyOf.Length; i++) Add($"@kind{i}", query.AnyOf[i]);
        return command;

        void Add(string name, object? value)
        {
            if (value is not null) JournalStore.Parameter(command, name, value);
        }
    }

    /// <summary>The statement. Kinds that have an index are looked up one by one in it and put together, so that no
    /// other row is read.</summary>
    internal static string TextOf(JournalQuery query)
    {
        var order = query.AfterSequence is null ? " ORDER BY sequence_number DESC" : " ORDER BY sequence_number";
        var end = string.Create(
            CultureInfo.InvariantCulture, $"{order} LIMIT {Math.Clamp(query.Limit, 1, JournalQuery.LimitMax)}");
        var rows = $"SELECT {Columns} FROM journal WHERE {ConditionOf(query)}";
        if (!JournalKinds.AreIndexed(query.AnyOf)) return rows + end;
        var parts = JournalKinds.ManifestsOf(query.AnyOf.Distinct())
            .Select((manifest, i) => $"SELECT * FROM ({rows} AND {JournalKinds.Is(manifest)}{end}) AS part{i}");
        return $"SELECT {Columns} FROM ({string.Join(" UNION ALL ", parts)}) AS parts{end}";
    }

    private static string ConditionOf(JournalQuery query)
    {
        List<string> conditions = ["persistence_id = @stream"];
        if (query.AfterSequence is not null) conditions.Add("sequence_number > @after");
        if (query.BeforeSequence is not null) conditions.Add("sequence_number < @before");
        if (query.From is not null) conditions.Add("created >= @from");
        if (query.To is not null) conditions.Add("created < @to");
        if (query.Kind is not null) conditions.Add(IsOfKind("@kind"));
        if (!query.AnyOf.IsDefaultOrEmpty && !JournalKinds.AreIndexed(query.AnyOf))
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(query.AnyOf.Length, JournalQuery.AnyOfMax);
            conditions.Add($"({string.Join(" OR ", query.AnyOf.Select((_, i) => IsOfKind($"@kind{i}")))})");
        }

        return string.Join(" AND ", conditions);
    }

    private static string IsOfKind(string kind) => $"substr(manifest, 1, length({kind}) + 2) = {kind} || '.v'";

    private static JournalEntry Entry(DbDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        new DateTimeOffset(reader.GetInt64(2), TimeSpan.Zero),
        Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(3)));
}
