using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>Who goes on right on the reader's thread, as a link's gate does, finds the connection as it is.</summary>
public sealed class ViolationOrderTests
{
    [Theory]
    [InlineData("0047", "01030200")]
    [InlineData("0003", "010400")]
    public async Task Whoever_goes_on_with_a_violation_finds_the_connection_ended(string length, string rest)
    {
        await using var peer = new ScriptedPeer();
        await using var transport = new ModbusTcpTransport(
            TestPlant.Link(peer.Port), TimeProvider.System, continuesOnReader: true);
        await transport.ConnectAsync(CancellationToken.None);
        var client = await peer.AcceptAsync();
        var request = new LinkRequest(
            1, new ModbusRequest.Read(Understudy.Hardware.Plant.ModbusTable.Holding, 0, 1).ToPdu(), null,
            ScriptedPeer.WaitMax);
        var going = GoOnAsync();
        var (id, _, _) = await client.RequestAsync();

        await client.SendAsync(Convert.FromHexString($"{id:X4}0000{length}{rest}"));

        var (wasLost, next) = await going.WaitAsync(ScriptedPeer.WaitMax);
        Assert.True(wasLost);
        Assert.False((await Assert.ThrowsAsync<LinkLostException>(() => next)).MaySent);

        // A gate would send the next request now.
        async Task<(bool WasLost, Task Next)> GoOnAsync()
        {
            try
            {
                await transport.ExchangeAsync(request, () => null, CancellationToken.None).ConfigureAwait(false);
                throw new InvalidOperationException("It was answered.");
            }
            catch (ProtocolViolationException)
            {
                return (transport.Lost.IsCompleted,
                    transport.ExchangeAsync(request, () => null, CancellationToken.None));
            }
        }
    }
}
