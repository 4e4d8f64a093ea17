using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;
using Understudy.Tests.ShadowActors.Journal;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>Servers that are there and do not answer, for as long as in plants, by a clock that the test moves.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class StoppedServerTests
{
    /// <summary>So much more is each value when the server goes on than when it stopped.</summary>
    private const long Later = 100;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMilliseconds(700);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_is_stopped_for_a_minute_is_Bad_in_time_and_what_it_says_after_it_is_nobodys_value(
        bool dropsConnections)
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await StartAsync(database);
        var (failures, recoveries) = (await CountAsync("driver-failed"), await CountAsync("recovery-completed"));

        gateway.Simulator.Freeze();
        if (dropsConnections) await gateway.Simulator.DropConnectionsAsync();
        var began = _time.GetUtcNow();
        while (_time.GetUtcNow() - began < Minute) await AssertHonestAsync(gateway, began);
        Put(gateway, Later);
        gateway.Simulator.Thaw();
        await gateway.ServesAsync();

        var read = new HashSet<string>();
        for (var i = 0; i < 20; i++)
            foreach (var (point, value) in Values)
                if (await gateway.ReadAsync(point) is { ServedBy: ServedBy.Driver, Status.IsGood: true } reading)
                {
                    Assert.Equal(PointValue.Of(value + Later), reading.Value);
                    read.Add(point);
                }

        Assert.Equal(Values.Length, read.Count);
        // The gap is on record, from its beginning to its end.
        Assert.True(await CountAsync("driver-failed") > failures);
        await Probe.UntilAsync(async () =>
            await gateway.ReadAsync() && await CountAsync("recovery-completed") > recoveries);

        async Task<int> CountAsync(string kind) => (await gateway.JournalAsync(kind)).Count;
    }

    private static (string Point, long Value)[] Values => [("temp", 11), ("level", 22)];

    private static void Put(RealGateway gateway, long more)
    {
        foreach (var (point, value) in Values)
            gateway.Simulator.SetValue(RealGateway.Device, new PointId(point), PointValue.Of(value + more));
    }

    private async Task<RealGateway> StartAsync(SqliteDatabase database)
    {
        var gateway = await RealGateway.StartAsync(await database.CreateAsync(), WithLimit, _time);
        Put(gateway, 0);
        Assert.True(await gateway.ReadAsync());
        return gateway;
    }

    // Whatever is served as Good was measured within the limit before it was asked for, and before the server stopped.
    private async Task AssertHonestAsync(RealGateway gateway, DateTimeOffset began)
    {
        var asked = _time.GetUtcNow();
        var reading = await gateway.ReadAsync("temp");
        Assert.NotNull(reading);
        if (reading.Status.IsGood) Assert.True(asked - reading.SourceTime <= StaleAfter, $"{reading} at {asked:O}");
        if (asked - began > StaleAfter) Assert.Equal((Quality.Bad, null), (reading.Status.Quality, reading.Value));
        gateway.Advance(TimeSpan.FromMilliseconds(100));
    }

    private static GatewaySpec WithLimit(GatewaySpec gateway) => gateway with
    {
        Link = gateway.Link with { RequestsInFlightMax = 1 },
        Devices =
        [
            .. gateway.Devices.Select(device => device with
            {
                Points = [.. device.Points.Select(point => point with { StaleAfter = StaleAfter })],
            }),
        ],
    };
}
