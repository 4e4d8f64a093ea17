using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class ModbusDriverAgainstPymodbusTests : DriverContractTests
{
    private PymodbusServer _server = null!;

    protected override async Task<int> StartPeerAsync() => (_server = await PymodbusServer.StartAsync()).Port;

    protected override Task StopPeerAsync() => _server.DisposeAsync().AsTask();

    protected override void Hang() => _server.Hang();

    protected override void Continue() => _server.Continue();

    protected override Task KillAsync() => _server.KillAsync();
}
