using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>libmodbus's usual loop lets the next client connect, and hears it when the one before has left.</summary>
public sealed class LibmodbusPeerTests(LibmodbusServer server) : MaskingPeerTests<LibmodbusServer>(server)
{
    [Fact]
    public async Task A_second_client_is_connected_and_not_heard_until_the_first_leaves()
    {
        Assert.Equal("04020005", await AskAsync("0400050001"));
        await using var second = new ModbusTcpTransport(TestPlant.Link(Peer.Port), TimeProvider.System);
        await second.ConnectAsync(Limit);
        await Assert.ThrowsAsync<NoResponseException>(() => AskAsync(second, ShortResponseTime));
        Assert.Equal("04020005", await AskAsync("0400050001"));
        await DisconnectAsync();
        Assert.Equal("04020006", await AskAsync(second, ScriptedPeer.WaitMax));
    }

    private async Task<string> AskAsync(ModbusTcpTransport client, TimeSpan responseTime)
    {
        var request = new LinkRequest(Unit, Convert.FromHexString("0400060001"), null, responseTime);
        return Convert.ToHexString((await client.ExchangeAsync(request, () => null, Limit)).Span);
    }
}
