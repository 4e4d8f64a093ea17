using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;
using Understudy.Tests.ShadowActors.Journal;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>Inputs that break a real driver each time, over a real link and journal.</summary>
[Collection(AloneCollection.Name)]
public sealed class RealPoisonTests
{
    private readonly PoisonousProtocol _protocol = new();

    [Fact]
    public async Task A_write_that_breaks_the_driver_is_quarantined_after_two_recoveries_and_the_device_goes_on()
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(await database.CreateAsync(), protocol: _protocol);
        _protocol.Value = PointValue.Of(13);

        var status = Assert.IsType<ShadowReplies.RequestStatus>(await gateway.WriteAsync("level", 13));

        Assert.Equal(Verdict.Indeterminate, status.Verdict);
        Assert.StartsWith(VerdictReason.Quarantined, status.Reason);
        Assert.Equal(2, _protocol.Thrown);
        await gateway.ServesAsync();
        Assert.Equal(Verdict.Confirmed, await gateway.VerdictAsync("level", 5));
        Assert.Single(await gateway.JournalAsync("request-quarantined"));
    }

    [Fact]
    public async Task A_point_that_breaks_the_driver_is_not_read_any_more_and_the_others_are()
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(await database.CreateAsync(), protocol: _protocol);
        _protocol.Point = new PointId("level");

        await gateway.ReadAsync("level");

        await Probe.UntilAsync(async () =>
            await gateway.ReadAsync("level") is { Status: var status } && status == StatusCode.BadRequestNotAllowed);
        await gateway.ServesAsync();
        Assert.Equal(2, _protocol.Thrown);
        Assert.Equal("read:level", Assert.Single((await gateway.StatusAsync())!.Quarantine).Id);
    }
}
