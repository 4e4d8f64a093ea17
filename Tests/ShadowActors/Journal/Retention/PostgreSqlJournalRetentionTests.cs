using Npgsql;
using Understudy.Tests.Peers;

namespace Understudy.Tests.ShadowActors.Journal.Retention;

public sealed class PostgreSqlJournalRetentionTests(PostgresServer server)
    : JournalRetentionSpec(new PostgreSqlDatabase(server)), IClassFixture<PostgresServer>
{
    [Fact(Timeout = 120_000)]
    public async Task One_node_at_a_time_takes_events_away()
    {
        var store = await FilledAsync("hall/oven-1");
        await using (var other = new NpgsqlConnection($"{store.ConnectionString};Pooling=false"))
        {
            await other.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(724000002)", other);
            await command.ExecuteNonQueryAsync();
            Assert.Equal(0, (await AnHourLaterAsync(store, Options)).Events);
        }

        Assert.Equal(BelowSnapshots, (await AnHourLaterAsync(store, Options)).Events);
    }
}
