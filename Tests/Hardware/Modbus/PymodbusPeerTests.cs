using System.Net.Sockets;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>pymodbus ends a connection on which a request comes in two segments.</summary>
public sealed class PymodbusPeerTests(PymodbusServer server) : MaskingPeerTests<PymodbusServer>(server)
{
    private const int RoundsInRun = 500;
    private const int RegistersMax = 100;

    [Fact]
    public async Task A_unit_keeps_its_registers_for_itself()
    {
        await AskAsync("06006E0007");
        Assert.Equal(["0"], await Mbpoll.ReadAsync(Peer.Port, 2, "4", 110));
    }

    [Fact]
    public async Task A_request_in_two_segments_ends_the_connection()
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", Peer.Port, Limit);
        var stream = client.GetStream();
        await stream.WriteAsync(Convert.FromHexString("000100000006"), Limit);
        // Once another client is answered, the first part has been read, alone.
        for (var i = 0; i < 3; i++) await AskAsync("0300000001");
        await stream.WriteAsync(Convert.FromHexString("010300000001"), Limit);
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Limit));
    }

    [Fact]
    public async Task A_long_run_of_our_requests_of_any_length_never_ends_it()
    {
        for (var round = 0; round < RoundsInRun; round++)
        {
            var count = 1 + (round % RegistersMax);
            var data = string.Concat(Enumerable.Repeat($"{round:X4}", count));
            var answers = await Task.WhenAll(
                AskAsync($"100000{count:X4}{2 * count:X2}{data}"),
                AskAsync($"030000{count:X4}"),
                AskAsync("0400050001"));
            Assert.Equal("04020005", answers[2]);
        }

        Assert.False(Transport.Lost.IsCompleted);
    }
}
