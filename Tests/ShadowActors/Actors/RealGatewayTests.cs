using System.Diagnostics;
using Understudy.Hardware.Model;
using Understudy.Hardware.Simulation;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;
using Understudy.Tests.ShadowActors.Journal;

namespace Understudy.Tests.ShadowActors.Actors;

[Collection(AloneCollection.Name)]
public sealed class RealGatewayTests
{
    private const byte Unit = 1;

    [Fact]
    public async Task A_device_that_was_switched_off_and_on_gets_its_settings_back()
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(await database.CreateAsync());
        Assert.Equal(Verdict.Confirmed, await gateway.VerdictAsync("level", 5));

        await gateway.Simulator.PowerCycleAsync();
        await Probe.UntilAsync(() => Task.FromResult(gateway.Held("level") == 5));
        await gateway.ServesAsync();

        Assert.Equal(2, gateway.Simulator.Executions.Of(Unit, RealGateway.Level).Number);
        Assert.Equal(0, gateway.Simulator.Executions.Of(Unit, RealGateway.Valve).Number);
        Assert.Empty((await gateway.StatusAsync())!.Held);
    }

    [Fact]
    public async Task A_device_that_comes_back_from_maintenance_without_its_settings_keeps_what_it_has()
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(await database.CreateAsync());
        Assert.Equal(Verdict.Confirmed, await gateway.VerdictAsync("level", 5));

        Assert.IsType<ShadowReplies.Decided>(await gateway.DecideAsync(AdministrativeState.Maintenance));
        var reading = await gateway.ReadAsync("temp");
        var refused = await gateway.WriteAsync("level", 6);
        await gateway.Simulator.PowerCycleAsync();
        Assert.IsType<ShadowReplies.Decided>(await gateway.DecideAsync(AdministrativeState.Enabled));
        await gateway.ServesAsync();

        Assert.Equal(StatusCode.BadOutOfService, reading?.Status);
        Assert.True(refused is ShadowReplies.Refused { Kind: RefusalKind.OutOfService }, $"{refused}");
        Assert.Equal(0, gateway.Held("level"));
        Assert.Equal(new PointId("level"), Assert.Single((await gateway.StatusAsync())!.Held).Point);
        Assert.Equal(1, gateway.Simulator.Executions.Of(Unit, RealGateway.Level).Number);
    }

    [Theory]
    [InlineData(false, "valve", Verdict.Indeterminate, 0)]
    [InlineData(true, "valve", Verdict.Confirmed, 1)]
    [InlineData(false, "level", Verdict.Confirmed, 1)]
    [InlineData(true, "level", Verdict.Confirmed, 1)]
    public async Task The_verdict_on_a_write_whose_answer_was_lost_is_what_the_device_did(
        bool isExecuted, string point, Verdict verdict, long executions)
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(await database.CreateAsync());
        gateway.Simulator.Set(Unit, new SimulatorFault.Silence(isExecuted), requests: 1);

        Assert.Equal(verdict, await gateway.VerdictAsync(point, 7));

        var address = point == "level" ? RealGateway.Level : RealGateway.Valve;
        Assert.Equal(executions, gateway.Simulator.Executions.Of(Unit, address).Number);
        await gateway.ServesAsync();
    }

    [Fact]
    public async Task While_the_database_is_away_every_read_is_served_and_nothing_is_written_without_a_record()
    {
        await using var server = PostgresServer.Own();
        var options = JournalStoreOptions.From(await server.CreateDatabaseAsync(), "unused");
        await using var gateway = await RealGateway.StartAsync(options);
        Assert.Equal(Verdict.Confirmed, await gateway.VerdictAsync("level", 5));
        using var stop = new CancellationTokenSource();
        var reads = Task.Run(() => ReadAllAsync(gateway, stop.Token));

        await server.StopAsync();
        List<(long Value, object Answer)> answers = [];
        for (var value = 100; value < 106; value++)
            answers.Add((value, await gateway.WriteAsync("level", value, TimeSpan.FromMilliseconds(500))));
        await server.StartAsync();
        var away = Stopwatch.StartNew();
        await Probe.UntilAsync(async () =>
            await gateway.WriteAsync("level", 6) is ShadowReplies.RequestStatus { Verdict: Verdict.Confirmed });
        var back = away.Elapsed;
        await stop.CancelAsync();
        var (served, failed) = await reads;

        Assert.Equal(0, failed);
        Assert.True(served > 10, $"{served} reads");
        Assert.True(back < TimeSpan.FromSeconds(5), $"back after {back}");
        Assert.All(answers, each => AssertNotDone(gateway, each.Value, each.Answer));
    }

    private static void AssertNotDone(RealGateway gateway, long value, object answer)
    {
        var isUnknown = answer is ShadowReplies.RequestStatus { Verdict: Verdict.Indeterminate };
        Assert.True(
            isUnknown || answer is ShadowReplies.Refused { Kind: RefusalKind.JournalUnavailable }, answer.ToString());
        Assert.DoesNotContain(
            gateway.Simulator.Executions.Entries, execution => execution.Values.Contains((ushort)value));
    }

    private static async Task<(int Served, int Failed)> ReadAllAsync(RealGateway gateway, CancellationToken stop)
    {
        var (served, failed) = (0, 0);
        while (!stop.IsCancellationRequested)
        {
            if (await gateway.ReadAsync()) served++;
            else failed++;
        }

        return (served, failed);
    }
}
