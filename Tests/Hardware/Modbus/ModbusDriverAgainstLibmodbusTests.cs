using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class ModbusDriverAgainstLibmodbusTests : DriverContractTests
{
    private readonly LibmodbusServer _server = new();

    protected override async Task<int> StartPeerAsync()
    {
        await _server.InitializeAsync();
        return _server.Port;
    }

    protected override Task StopPeerAsync() => _server.DisposeAsync().AsTask();

    protected override void Hang() => _server.Hang();

    protected override void Continue() => _server.Continue();

    protected override Task KillAsync() => _server.KillAsync();
}
