using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>A peer that takes connections and requests, and answers nothing.</summary>
public sealed class SilentPeerTests : IAsyncLifetime
{
    private static readonly TimeSpan ResponseTime = TimeSpan.FromSeconds(1);
    private static readonly int TimeOuts = (int)(ModbusTcpTransport.SilenceMax / ResponseTime);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedPeer _peer = new();
    private ModbusTcpTransport _transport = null!;
    private ScriptedPeer.Client _client = null!;

    public async ValueTask InitializeAsync()
    {
        _transport = new ModbusTcpTransport(TestPlant.Link(_peer.Port), _time);
        await _transport.ConnectAsync(CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
        _client = await _peer.AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_on_which_nothing_is_answered_for_30_seconds_ends()
    {
        for (var i = 0; i < TimeOuts; i++) await TimeOutAsync();
        Assert.False(_transport.Lost.IsCompleted);

        await TimeOutAsync();

        Assert.EndsWith(
            "nothing was answered for 30 s",
            await _transport.Lost.WaitAsync(ScriptedPeer.WaitMax),
            StringComparison.Ordinal);
        Assert.True(await _client.IsClosedAsync());
    }

    [Fact]
    public async Task One_answer_in_between_is_enough_to_keep_it()
    {
        for (var i = 0; i < TimeOuts; i++) await TimeOutAsync();
        var read = Read();
        var (id, unit, _) = await _client.RequestAsync();
        await _client.ReplyAsync(id, unit, 0x03, 0x02, 0x00, 0x01);
        await read.WaitAsync(ScriptedPeer.WaitMax);

        for (var i = 0; i < TimeOuts; i++) await TimeOutAsync();

        Assert.False(_transport.Lost.IsCompleted);
    }

    [Fact]
    public async Task A_single_time_out_after_a_long_rest_costs_no_connection()
    {
        _time.Advance(ModbusTcpTransport.SilenceMax * 10);
        await TimeOutAsync();
        Assert.False(_transport.Lost.IsCompleted);
    }

    private async Task TimeOutAsync()
    {
        var read = Read();
        await _client.RequestAsync();
        _time.Advance(ResponseTime);
        await Assert.ThrowsAsync<NoResponseException>(() => read.WaitAsync(ScriptedPeer.WaitMax));
    }

    private Task<ReadOnlyMemory<byte>> Read() => _transport.ExchangeAsync(
        new LinkRequest(1, new ModbusRequest.Read(ModbusTable.Holding, 0, 1).ToPdu(), null, ResponseTime),
        () => null,
        CancellationToken.None);
}
