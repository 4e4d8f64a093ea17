using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.Peers;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>Gives each test a database of its own, and plain SQL on it.</summary>
public abstract class JournalDatabase : IAsyncDisposable
{
    public abstract Task<JournalStoreOptions> CreateAsync();

    public abstract Task ExecuteAsync(JournalStoreOptions options, string sql);

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

    public override async Task ExecuteAsync(JournalStoreOptions options, string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            options.ConnectionString.Replace("Mode=ReadWrite", "Mode=ReadWriteCreate"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public override ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var folder in _folders) Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

public sealed class PostgreSqlDatabase(PostgresServer server) : JournalDatabase
{
    public override async Task<JournalStoreOptions> CreateAsync() =>
        JournalStoreOptions.From(await server.CreateDatabaseAsync(), "unused");

    public override async Task ExecuteAsync(JournalStoreOptions options, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection($"{options.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
