using Npgsql;

namespace Understudy.Tests.Peers;

public sealed class PostgresServerTests(PostgresServer shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Each_database_is_fresh()
    {
        var first = await shared.CreateDatabaseAsync(Cancellation);
        var second = await shared.CreateDatabaseAsync(Cancellation);

        await AskAsync(first, "CREATE TABLE t (n int)");

        Assert.Equal(1L, await AskAsync(first, "SELECT count(*) FROM pg_tables WHERE tablename = 't'"));
        Assert.Equal(0L, await AskAsync(second, "SELECT count(*) FROM pg_tables WHERE tablename = 't'"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_server_of_our_own_is_away_while_stopped_or_killed_and_comes_back_with_its_data()
    {
        await using var server = PostgresServer.Own();
        var database = await server.CreateDatabaseAsync(Cancellation);
        await AskAsync(database, "CREATE TABLE t (n int); INSERT INTO t VALUES (7)");

        await server.StopAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(database, "SELECT n FROM t"));
        await server.StartAsync(Cancellation);
        Assert.Equal(7, await AskAsync(database, "SELECT n FROM t"));

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(database, "SELECT n FROM t"));
        await server.StartAsync(Cancellation);
        Assert.Equal(7, await AskAsync(database, "SELECT n FROM t"));
    }

    private static async Task<object?> AskAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
