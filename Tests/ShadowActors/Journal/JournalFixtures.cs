using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.Peers;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>Gives each test a database of its own, and plain SQL on it.</summary>
public abstract class JournalDatabase : IAsyncDisposable
{
    public abstract Task<JournalStoreOptions> CreateAsync();

    public Task ExecuteAsync(JournalStoreOptions options, string sql) => AskAsync(options, sql);

    /// <summary>The first column of the first row.</summary>
    public async Task<object?> AskAsync(JournalStoreOptions options, string sql)
    {
        await using var connection = await OpenAsync(options);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>One column of all rows, as text.</summary>
    public async Task<IReadOnlyList<string>> ColumnAsync(JournalStoreOptions options, string sql, int column)
    {
        await using var connection = await OpenAsync(options);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add($"{reader.GetValue(column)}");
        return rows;
    }

    /// <summary>Lets nobody else write until disposed.</summary>
    public async Task<IAsyncDisposable> LockAsync(JournalStoreOptions options)
    {
        var connection = await OpenAsync(options);
        await using var command = connection.CreateCommand();
        command.CommandText = LockSql;
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    protected abstract string LockSql { get; }

    protected abstract Task<DbConnection> OpenAsync(JournalStoreOptions options);

    public abstract ValueTask DisposeAsync();
}

public sealed class SqliteDatabase : JournalDatabase
{
    private readonly List<string> _folders = [];

    public override Task<JournalStoreOptions> CreateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("understudy-journal-").FullName;
        _folders.Add(folder);
        return Task.FromResult(JournalStoreOptions.From(null, folder));
    }

    protected override string LockSql => "BEGIN IMMEDIATE";

    protected override async Task<DbConnection> OpenAsync(JournalStoreOptions options)
    {
        var connection = new SqliteConnection($"{options.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        foreach (var folder in _folders) Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

public sealed class PostgreSqlDatabase(PostgresServer server) : JournalDatabase
{
    public override async Task<JournalStoreOptions> CreateAsync() =>
        JournalStoreOptions.From(await server.CreateDatabaseAsync(), "unused");

    protected override string LockSql => "BEGIN; LOCK TABLE journal IN EXCLUSIVE MODE";

    protected override async Task<DbConnection> OpenAsync(JournalStoreOptions options)
    {
        var connection = new NpgsqlConnection($"{options.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
