using System.Collections.Concurrent;
using Npgsql;

namespace Understudy.Tests.Peers;

/// <summary>
/// A real PostgreSQL for tests, started when the first database is asked for: the one that
/// <see cref="Variable"/> names, else one of our own from the installed binaries. As assembly fixture it is shared, so
/// a test that stops the server makes its own with <see cref="Own"/>.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string Variable = "UNDERSTUDY_TEST_POSTGRES";

    private readonly string? _foreign;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentBag<string> _databases = [];
    private PostgresCluster? _cluster;

    public PostgresServer()
        : this(Environment.GetEnvironmentVariable(Variable))
    {
    }

    private PostgresServer(string? foreign) => _foreign = string.IsNullOrWhiteSpace(foreign) ? null : foreign;

    private string Administration =>
        _foreign ?? _cluster?.ConnectionString ?? throw new InvalidOperationException("Not started.");

    /// <summary>A server that no other test sees, from the installed binaries.</summary>
    public static PostgresServer Own() => new(foreign: null);

    /// <summary>A fresh, empty database; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellation = default)
    {
        await StartAsync(cancellation);
        var name = $"understudy_test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name}", cancellation);
        _databases.Add(name);
        return new NpgsqlConnectionStringBuilder(Administration) { Database = name }.ConnectionString;
    }

    /// <summary>Starts the server, or starts it again, on its port and with its data.</summary>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        if (_foreign is not null) return;
        await _gate.WaitAsync(cancellation);
        try
        {
            _cluster ??= await PostgresCluster.CreateAsync();
            await _cluster.StartAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task StopAsync() => OwnCluster().StopAsync();

    public Task KillAsync() => OwnCluster().KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (_foreign is not null)
        {
            foreach (var name in _databases) await ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)", default);
        }

        if (_cluster is not null) await _cluster.DisposeAsync();
        _gate.Dispose();
    }

    private PostgresCluster OwnCluster() =>
        _cluster ?? throw new InvalidOperationException("Only a started server of our own is stopped or killed.");

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Administration) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
