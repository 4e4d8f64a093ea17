using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;
using Understudy.Tests.ShadowActors.Actors;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>A real device while its database takes nothing.</summary>
public sealed class LockedOutTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Point = "level";
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(5);

    [Fact(Timeout = 120_000)]
    public async Task While_another_tool_keeps_the_file_locked_changes_wait_a_moment_and_are_refused()
    {
        await using var database = new SqliteDatabase();
        var options = await database.CreateAsync();
        await using var gateway = await RealGateway.StartAsync(options);
        Assert.Equal(Verdict.Confirmed, await gateway.VerdictAsync(Point, 1));
        await using (await database.LockAsync(options))
        {
            var answer = await gateway.WriteAsync(Point, 2, TimeSpan.FromSeconds(20));
            Assert.True(answer is ShadowReplies.Refused { Kind: RefusalKind.JournalUnavailable }, $"{answer}");
            Assert.Contains("another process keeps", $"{answer}");
            Assert.True(await gateway.ReadAsync());
        }

        await AssertBackAsync(gateway, 3);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_short_lock_only_delays()
    {
        await using var database = new SqliteDatabase();
        var options = await database.CreateAsync();
        await using var gateway = await RealGateway.StartAsync(options);
        Task<Verdict> writing;
        await using (await database.LockAsync(options)) writing = gateway.VerdictAsync(Point, 2);

        Assert.Equal(Verdict.Confirmed, await writing);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_full_disk_of_the_server_refuses_changes_by_name_and_is_over_by_itself()
    {
        await using var database = new PostgreSqlDatabase(server);
        var options = await database.CreateAsync();
        await using var gateway = await RealGateway.StartAsync(options);
        // What the server says when it can't extend a table.
        await database.ExecuteAsync(
            options,
            """
            CREATE FUNCTION full_disk() RETURNS trigger AS $$ BEGIN
              RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$ LANGUAGE plpgsql;
            CREATE TRIGGER full_disk BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION full_disk();
            """);

        var refused = Assert.IsType<ShadowReplies.Refused>(await gateway.WriteAsync(Point, 2, DefaultDeadline));
        Assert.Contains($"the journal's disk is full: {options}", refused.Reason);
        Assert.True(await gateway.ReadAsync());
        await database.ExecuteAsync(options, "DROP TRIGGER full_disk ON journal");

        await AssertBackAsync(gateway, 3);
    }

    private static async Task AssertBackAsync(RealGateway gateway, long value)
    {
        await Probe.UntilAsync(async () =>
            await gateway.WriteAsync(Point, value) is ShadowReplies.RequestStatus { Verdict: Verdict.Confirmed });
        Assert.Equal(value, gateway.Held(Point));
        Assert.DoesNotContain(
            gateway.Simulator.Executions.Entries, entry => entry.Values.Any(written => $"{written}" == "2"));
    }
}
