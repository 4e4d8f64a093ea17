using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;
using Understudy.Tests.ShadowActors.Journal;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>A device that is away, while its gateway answers in its place.</summary>
[Collection(AloneCollection.Name)]
public sealed class AbsentDeviceTests
{
    private static readonly TimeSpan RestoreWithin = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000));

    [Theory]
    [InlineData(ModbusExceptionCode.GatewayPathUnavailable)]
    [InlineData(ModbusExceptionCode.GatewayTargetFailedToRespond)]
    public async Task What_its_gateway_says_of_it_is_no_contact_and_after_a_long_absence_its_settings_are_held(
        ModbusExceptionCode code)
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(await database.CreateAsync(), Declared, _time);
        Assert.Equal(Verdict.Confirmed, await gateway.VerdictAsync("level", 5));
        Assert.True(await gateway.ReadAsync());
        var began = _time.GetUtcNow();

        gateway.Simulator.Set(RealGateway.Unit, new SimulatorFault.Exception(code));
        while (_time.GetUtcNow() - began < RestoreWithin * 3) await gateway.ReadAsync();
        Assert.NotEqual(DeviceMode.Passive, (await gateway.StatusAsync())!.Mode);
        Assert.True((await gateway.StatusAsync())!.LastContact - began < RestoreWithin);
        gateway.Simulator.SetValue(RealGateway.Device, new PointId("level"), PointValue.Of(0));
        gateway.Simulator.Clear(RealGateway.Unit);
        await gateway.ServesAsync();

        Assert.Equal("level", Assert.Single((await gateway.StatusAsync())!.Held).Point.Value);
        Assert.Equal(0, gateway.Held("level"));
    }

    private static GatewaySpec Declared(GatewaySpec gateway) => gateway with
    {
        Devices = [.. gateway.Devices.Select(device => device with { RestoreWithin = RestoreWithin })],
    };
}
