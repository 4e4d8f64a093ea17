using Understudy.Hardware.Model;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class ModbusDriverAgainstPymodbusTests : DriverContractTests
{
    private PymodbusServer _server = null!;

    [Fact]
    public async Task What_was_written_an_independent_client_reads()
    {
        var (driver, _) = await OpenAsync();
        await WriteAsync(driver, "sp", PointValue.Of(21.5));
        await WriteAsync(driver, "gain", PointValue.Of(77.5146));
        await WriteAsync(driver, "manual", PointValue.Of(true));
        await WriteAsync(driver, "valve", PointValue.Of(true));
        Assert.Equal(["215"], await Mbpoll.ReadAsync(_server.Port, 1, "4", 2));
        Assert.Equal(["0x077A", "0x429B"], await Mbpoll.ReadAsync(_server.Port, 1, "4:hex", 20, 2));
        Assert.Equal(["8"], await Mbpoll.ReadAsync(_server.Port, 1, "4", 9));
        Assert.Equal(["1"], await Mbpoll.ReadAsync(_server.Port, 1, "0", 5));
        Assert.Equal(["0"], await Mbpoll.ReadAsync(_server.Port, 2, "4", 2));
    }

    [Fact]
    public async Task What_an_independent_client_wrote_is_read()
    {
        var (driver, _) = await OpenAsync();
        await Mbpoll.WriteAsync(_server.Port, 1, "4", 2, "2153");
        await Mbpoll.WriteAsync(_server.Port, 1, "0", 5, "1");
        var readings = await ReadAsync(driver, "sp", "valve", "level");
        Assert.Equal(
            [PointValue.Of(215.3), PointValue.Of(true), PointValue.Of(7L)],
            readings.Select(reading => reading.Value!.Value));
    }

    protected override async Task<int> StartPeerAsync() => (_server = await PymodbusServer.StartAsync()).Port;

    protected override Task StopPeerAsync() => _server.DisposeAsync().AsTask();

    protected override void Hang() => _server.Hang();

    protected override void Continue() => _server.Continue();

    protected override Task KillAsync() => _server.KillAsync();
}
