using Npgsql;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>Databases that are there, but slowly, or only now and then.</summary>
[Collection(AloneCollection.Name)]
public sealed class UnsteadyJournalTests
{
    private const int Times = 4;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(700);

    [Fact]
    public async Task A_database_that_comes_and_goes_costs_no_read_and_no_write_is_made_without_a_record()
    {
        await using var server = PostgresServer.Own();
        var options = JournalStoreOptions.From(await server.CreateDatabaseAsync(), "unused");
        await using var gateway = await RealGateway.StartAsync(options);
        var load = new GatewayLoad(gateway);
        using var stop = new CancellationTokenSource();
        var (reading, writing) = (load.ReadAsync(stop.Token), load.WriteAsync(stop.Token, GatewayLoad.WriteTime / 50));

        for (var i = 0; i < Times; i++)
        {
            await server.StopAsync();
            await Task.Delay(Between);
            await server.StartAsync();
            await Task.Delay(Between);
        }

        await stop.CancelAsync();
        await AssertHonestAsync(gateway, load, reading, writing);
    }

    [Fact]
    public async Task A_slow_database_slows_no_read_and_no_write_is_made_later_than_it_may_be()
    {
        await using var server = PostgresServer.Own();
        var connection = await server.CreateDatabaseAsync();
        await using var gateway = await RealGateway.StartAsync(JournalStoreOptions.From(connection, "unused"));
        var load = new GatewayLoad(gateway);
        using var stop = new CancellationTokenSource();
        var reading = load.ReadAsync(stop.Token);

        // Each append takes longer than a change may be sent after it was asked for.
        await ExecuteAsync(connection, """
            CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END $$;
            CREATE TRIGGER slowly BEFORE INSERT ON journal EXECUTE FUNCTION slowly();
            """);
        var writing = load.WriteAsync(stop.Token);
        await Task.Delay(Between * Times);
        await stop.CancelAsync();
        var answers = await writing;
        await ExecuteAsync(connection, "DROP TRIGGER slowly ON journal");

        Assert.All(answers, answer => Assert.NotEqual(
            $"{Verdict.Confirmed}", GatewayLoad.Kind(answer.Answer)));
        await AssertHonestAsync(gateway, load, reading, writing);
    }

    private static async Task AssertHonestAsync(
        RealGateway gateway,
        GatewayLoad load,
        Task<(long Good, long Other, TimeSpan Slowest)> reading,
        Task<IReadOnlyList<(long Value, object Answer)>> writing)
    {
        await Probe.UntilAsync(async () => await gateway.VerdictOrNullAsync("level", 6) == Verdict.Confirmed);
        var (good, other, _) = await reading;
        Assert.Equal(0, other);
        Assert.True(good > 0, "nothing was read");
        foreach (var (value, answer) in await writing) load.AssertTold(value, answer);
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
