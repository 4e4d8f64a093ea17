using System.Diagnostics;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;
using Understudy.Tests.ShadowActors.Journal;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>What an operator learns of a device that keeps to no protocol, and how it is lived with.</summary>
[Collection(AloneCollection.Name)]
public sealed class WireFaultTests
{
    /// <summary>So much more is each value when the server goes on than when it stopped.</summary>
    private const long Later = 100;

    private static readonly (string Point, long Value)[] Values = [("temp", 11), ("level", 22)];

    private static readonly TimeSpan StaleAfter = TimeSpan.FromMilliseconds(700);

    [Theory]
    [InlineData(ReplyId.Next, "1 more than asked", true)]
    [InlineData(ReplyId.Zero, "0x0000, which no request had", true)]
    [InlineData(ReplyId.Swapped, "the two bytes of the id are swapped", false)]
    public async Task Ids_that_no_request_had_are_told_by_the_device_and_its_journal(
        ReplyId id, string diagnosis, bool settingHelps)
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(await database.CreateAsync());
        gateway.Simulator.Set(null, new SimulatorFault.WrongId(id));

        Assert.False(await gateway.ReadAsync());
        await Probe.UntilAsync(async () => Tells((await gateway.StatusAsync())?.LastError));
        await Probe.UntilAsync(async () => (await gateway.JournalAsync("driver-failed")).Any(Tells));

        gateway.Simulator.ClearAll();
        await gateway.ServesAsync();

        bool Tells(string? text) => text is not null
            && text.Contains(diagnosis, StringComparison.Ordinal)
            && text.Contains("transactionId: ignore", StringComparison.Ordinal) == settingHelps;
    }

    [Fact]
    public async Task With_ids_ignored_a_bridge_that_answers_with_the_next_id_serves_reads_and_writes()
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(
            await database.CreateAsync(),
            gateway => gateway with { Link = Link(gateway.Link, TransactionIdRule.Ignore) });
        gateway.Simulator.Set(null, new SimulatorFault.WrongId(ReplyId.Next));

        Assert.Equal(Verdict.Confirmed, await gateway.VerdictAsync("level", 5));
        for (var i = 0; i < 20; i++) Assert.True(await gateway.ReadAsync());
        Assert.Null((await gateway.StatusAsync())!.LastError);
    }

    [Theory]
    [InlineData(TransactionIdRule.Match, false)]
    [InlineData(TransactionIdRule.Match, true)]
    [InlineData(TransactionIdRule.Ignore, false)]
    public async Task A_server_that_stands_still_is_Bad_in_time_and_what_it_answers_late_is_nobodys_value(
        TransactionIdRule rule, bool dropsConnections)
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(
            await database.CreateAsync(), gateway => WithLimit(gateway with { Link = Link(gateway.Link, rule) }));
        Put(gateway, 0);
        Assert.True(await gateway.ReadAsync());
        var recoveries = (await gateway.JournalAsync("recovery-completed")).Count;

        gateway.Simulator.Freeze();
        // A server that takes the connection and never answers on it.
        if (dropsConnections) await gateway.Simulator.DropConnectionsAsync();
        await Probe.UntilAsync(async () => await IsBadAsync(gateway));
        var written = await gateway.WriteAsync("valve", 9, TimeSpan.FromMilliseconds(500));
        Assert.False(written is ShadowReplies.RequestStatus { Verdict: Verdict.Confirmed }, $"{written}");
        Put(gateway, Later);
        gateway.Simulator.Thaw();
        await gateway.ServesAsync();

        var read = new HashSet<string>();
        for (var i = 0; i < 10; i++)
            foreach (var (point, value) in Values)
                if (await gateway.ReadAsync(point) is { ServedBy: ServedBy.Driver, Status.IsGood: true } reading)
                {
                    Assert.Equal(PointValue.Of(value + Later), reading.Value);
                    read.Add(point);
                }

        Assert.Equal(Values.Length, read.Count);
        Assert.NotEmpty(await gateway.JournalAsync("driver-failed"));
        await Probe.UntilAsync(async () =>
            (await gateway.JournalAsync("recovery-completed")).Count > recoveries);
    }

    [Fact]
    public async Task A_device_with_a_pace_of_its_own_is_sent_to_no_faster()
    {
        var pace = TimeSpan.FromMilliseconds(200);
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(
            await database.CreateAsync(),
            gateway => gateway with
            {
                Devices = [.. gateway.Devices.Select(device => device with { Share = new LinkShare(1, pace) })],
            });
        var watch = Stopwatch.StartNew();

        for (var value = 1; value <= 4; value++)
            Assert.Equal(Verdict.Confirmed, await gateway.VerdictAsync("valve", value));

        // Timers and the two clocks are a little apart.
        Assert.True(watch.Elapsed > 3 * pace - TimeSpan.FromMilliseconds(10), $"{watch.Elapsed}");
    }

    // Whatever is served as Good was measured within the limit before it was asked for, or later.
    private static async Task<bool> IsBadAsync(RealGateway gateway)
    {
        var asked = DateTimeOffset.UtcNow;
        if (await gateway.ReadAsync("temp") is not { } reading) return false;
        if (reading.Status.IsGood) Assert.True(asked - reading.SourceTime <= StaleAfter, $"{reading} at {asked:O}");
        return reading is { Status.Quality: Quality.Bad, Value: null };
    }

    private static void Put(RealGateway gateway, long more)
    {
        foreach (var (point, value) in Values)
            gateway.Simulator.SetValue(RealGateway.Device, new PointId(point), PointValue.Of(value + more));
    }

    private static GatewaySpec WithLimit(GatewaySpec gateway) => gateway with
    {
        Devices =
        [
            .. gateway.Devices.Select(device => device with
            {
                Points = [.. device.Points.Select(point => point with { StaleAfter = StaleAfter })],
            }),
        ],
    };

    private static LinkSpec Link(LinkSpec link, TransactionIdRule rule) => link with
    {
        RequestsInFlightMax = 1,
        TransactionId = rule,
    };
}
