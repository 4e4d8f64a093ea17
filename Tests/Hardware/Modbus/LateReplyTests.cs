using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>Replies that come when thousands of requests were sent since.</summary>
public sealed class LateReplyTests
{
    private const int Others = 5000;
    private const int AtOnce = 50;

    private static readonly TimeSpan ResponseTime = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_reply_that_is_late_by_thousands_of_requests_is_no_violation()
    {
        var time = new FakeTimeProvider();
        await using var peer = new ScriptedPeer();
        await using var transport = new ModbusTcpTransport(TestPlant.Link(peer.Port), time);
        await transport.ConnectAsync(CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
        var client = await peer.AcceptAsync();
        var late = ReadAsync(transport);
        var (lateId, _, _) = await client.RequestAsync();
        time.Advance(ResponseTime);
        await Assert.ThrowsAsync<NoResponseException>(() => late);
        for (var done = 0; done < Others; done += AtOnce) await AnsweredAsync(transport, client, AtOnce);

        await client.ReplyAsync(lateId, 1, 0x03, 0x02, 0xAA, 0xAA);

        await AnsweredAsync(transport, client, 1);
        Assert.False(transport.Lost.IsCompleted);
    }

    private static async Task AnsweredAsync(ModbusTcpTransport transport, ScriptedPeer.Client client, int count)
    {
        var reads = Enumerable.Range(0, count).Select(_ => ReadAsync(transport)).ToArray();
        var replies = new List<byte>();
        for (var i = 0; i < count; i++)
        {
            var (id, _, _) = await client.RequestAsync();
            replies.AddRange(ScriptedPeer.Client.Frame(id, 1, 0x03, 0x02, 0x00, 0x05));
        }

        await client.SendAsync([.. replies]);
        foreach (var answer in await Task.WhenAll(reads))
            Assert.Equal("03020005", Convert.ToHexString(answer.Span));
    }

    private static Task<ReadOnlyMemory<byte>> ReadAsync(ModbusTcpTransport transport) => transport.ExchangeAsync(
        new LinkRequest(1, new ModbusRequest.Read(ModbusTable.Holding, 0, 1).ToPdu(), null, ResponseTime),
        () => null,
        CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
}
