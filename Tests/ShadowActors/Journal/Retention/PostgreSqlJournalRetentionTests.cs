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

    [Theory(Timeout = 120_000)]
    [InlineData("journal (deleted, persistence_id, sequence_number, created, message, identifier, manifest) "
        + "SELECT FALSE, 'other', n, 1, {0}, 7240, 'a.v1'")]
    [InlineData("snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id) "
        + "SELECT 'other', n, 1, {0}, 'a.v1', 7240")]
    public async Task Large_events_and_snapshots_count_as_bytes(string insert)
    {
        var store = await FilledAsync("hall/oven-1");
        // Each is 64 KiB that can't be packed, so it does not lie in its row.
        const string Large = "decode(string_agg(md5(n::text || m::text), ''), 'hex')";
        await Database.ExecuteAsync(
            store,
            $"INSERT INTO {string.Format(System.Globalization.CultureInfo.InvariantCulture, insert, Large)} "
                + "FROM generate_series(1, 64) AS n, generate_series(1, 4096) AS m GROUP BY n");

        Assert.Equal(0, (await AnHourLaterAsync(store, Options with { KeepFor = null, KeepBytes = 8 << 20 })).Events);
        Assert.Equal(
            BelowSnapshots,
            (await AnHourLaterAsync(store, Options with { KeepFor = null, KeepBytes = 3 << 20 })).Events);
    }
}
