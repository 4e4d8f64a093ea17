using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>A link whose peer keeps no transaction ids.</summary>
public sealed class IgnoredTransactionIdTests : IAsyncLifetime
{
    private static readonly TimeSpan ResponseTime = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedPeer _peer = new();
    private ModbusTcpTransport _transport = null!;
    private ScriptedPeer.Client _client = null!;

    public async ValueTask InitializeAsync()
    {
        var link = TestPlant.Link(_peer.Port) with { TransactionId = TransactionIdRule.Ignore };
        _transport = new ModbusTcpTransport(link, _time);
        await _transport.ConnectAsync(CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
        _client = await _peer.AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task A_reply_is_taken_whatever_its_id()
    {
        ushort[] seen = [0, 2, 0x0100, 0xFFFF, 9, 9];
        foreach (var id in seen)
        {
            var read = Read();
            await _client.RequestAsync();
            await _client.ReplyAsync(id, 1, 0x03, 0x02, 0x77, (byte)id);
            Assert.Equal(new byte[] { 0x03, 0x02, 0x77, (byte)id }, (await Limited(read)).ToArray());
        }

        Assert.False(_transport.Lost.IsCompleted);
    }

    [Fact]
    public async Task The_reply_of_another_unit_is_still_ignored()
    {
        var read = Read();
        var (id, _, _) = await _client.RequestAsync();
        await _client.ReplyAsync(id, 2, 0x03, 0x02, 0xAA, 0xAA);
        await _client.ReplyAsync(id, 1, 0x03, 0x02, 0x00, 0x05);
        Assert.Equal("03020005", Convert.ToHexString((await Limited(read)).Span));
    }

    [Fact]
    public async Task A_reply_of_another_function_is_a_violation()
    {
        var read = Read();
        var (id, _, _) = await _client.RequestAsync();
        await _client.ReplyAsync(id, 1, 0x04, 0x02, 0x00, 0x05);
        await Assert.ThrowsAsync<ProtocolViolationException>(() => Limited(read));
        Assert.True(await _client.IsClosedAsync());
        Assert.False(_transport.IsGivenUp);
    }

    [Fact]
    public async Task A_request_that_got_no_answer_in_time_ends_the_connection()
    {
        var read = Read();
        await _client.RequestAsync();
        _time.Advance(ResponseTime);
        await Assert.ThrowsAsync<NoResponseException>(() => Limited(read));
        Assert.True(_transport.IsGivenUp);
        await AssertEndedAsync("unit 1 gave no answer");
    }

    [Fact]
    public async Task A_request_that_was_cancelled_ends_the_connection()
    {
        using var cancelled = new CancellationTokenSource();
        var read = Read(cancelled.Token);
        await _client.RequestAsync();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Limited(read));
        await AssertEndedAsync("unit 1 gave no answer");
    }

    [Fact]
    public async Task A_second_reply_to_one_request_ends_the_connection()
    {
        var read = Read();
        var (id, _, _) = await _client.RequestAsync();
        var reply = ScriptedPeer.Client.Frame(id, 1, 0x03, 0x02, 0x00, 0x01);
        await _client.SendAsync([.. reply, .. reply]);
        Assert.Equal("03020001", Convert.ToHexString((await Limited(read)).Span));
        await AssertEndedAsync("while nothing is asked");
    }

    [Fact]
    public async Task One_request_at_a_time_is_taken()
    {
        var first = Read();
        var second = await Assert.ThrowsAsync<SendRefusedException>(() => Limited(Read()));
        Assert.Equal(SendRefusal.QueueFull, second.Refusal);
        var (id, _, _) = await _client.RequestAsync();
        await _client.ReplyAsync(id, 1, 0x03, 0x02, 0x00, 0x01);
        await Limited(first);
    }

    private async Task AssertEndedAsync(string reason)
    {
        Assert.Contains(reason, await Limited(_transport.Lost), StringComparison.Ordinal);
        var next = await Assert.ThrowsAsync<LinkLostException>(() => Limited(Read()));
        Assert.False(next.MaySent);
        Assert.True(await _client.IsClosedAsync());
    }

    private static Task<T> Limited<T>(Task<T> task) => task.WaitAsync(ScriptedPeer.WaitMax);

    private Task<ReadOnlyMemory<byte>> Read(CancellationToken cancellation = default) => _transport.ExchangeAsync(
        new LinkRequest(1, new ModbusRequest.Read(ModbusTable.Holding, 0, 1).ToPdu(), null, ResponseTime),
        () => null,
        cancellation);
}
