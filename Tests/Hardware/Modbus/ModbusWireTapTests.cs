using System.Collections.Concurrent;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using ProtocolViolationException = Understudy.Hardware.Drivers.ProtocolViolationException;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class ModbusWireTapTests : IAsyncLifetime
{
    private readonly ScriptedPeer _peer = new();
    private readonly KeptFrames _tap = new();
    private ModbusTcpTransport _transport = null!;
    private ScriptedPeer.Client _client = null!;

    public async ValueTask InitializeAsync()
    {
        _transport = new ModbusTcpTransport(TestPlant.Link(_peer.Port), TimeProvider.System, tap: _tap);
        await _transport.ConnectAsync(CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
        _client = await _peer.AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task The_whole_frames_are_shown_as_they_were_on_the_wire()
    {
        var exchange = AskAsync(unit: 1);
        var (id, _, _) = await _client.RequestAsync();
        await _client.ReplyAsync(id, 1, 0x83, 0x02);
        await exchange;

        Assert.Equal([$"sent {id:X4}00000006010300000001 7", $"received {id:X4}00000003018302 7"], _tap.Frames);
    }

    [Fact]
    public async Task A_frame_that_ends_the_connection_is_shown_too()
    {
        var exchange = AskAsync(unit: 1);
        await _client.RequestAsync();
        await _client.ReplyAsync(0x4711, 1, 0x83, 0x02);
        await Assert.ThrowsAsync<ProtocolViolationException>(() => exchange);

        Assert.Equal("received 471100000003018302 7", _tap.Frames.Last());
    }

    [Fact]
    public async Task The_frames_of_another_unit_are_not_shown()
    {
        var exchange = AskAsync(unit: 9);
        var (id, _, _) = await _client.RequestAsync();
        await _client.ReplyAsync(id, 9, 0x03, 0x02, 0x00, 0x05);
        await exchange;

        Assert.Empty(_tap.Frames);
    }

    [Fact]
    public async Task A_frame_of_another_unit_is_shown_to_the_one_whose_requests_id_it_carries()
    {
        var exchange = AskAsync(unit: 1);
        var (id, _, _) = await _client.RequestAsync();
        await _client.ReplyAsync(id, 9, 0x83, 0x02);
        await _client.ReplyAsync(0x4711, 9, 0x83, 0x02);
        await _client.ReplyAsync(id, 1, 0x83, 0x02);
        await exchange;

        Assert.Equal(
            [$"received {id:X4}00000003098302 7 for 1", $"received {id:X4}00000003018302 7"], _tap.Frames.Skip(1));
    }

    [Fact]
    public async Task What_is_refused_is_not_shown_as_sent()
    {
        await Assert.ThrowsAsync<SendRefusedException>(() => AskAsync(unit: 1, SendRefusal.ClaimNotHeld));

        Assert.Empty(_tap.Frames);
    }

    private Task AskAsync(byte unit, SendRefusal? refusal = null) => _transport.ExchangeAsync(
        new LinkRequest(unit, new byte[] { 0x03, 0, 0, 0, 1 }, null, ScriptedPeer.WaitMax),
        () => refusal,
        CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);

    /// <summary>Looks at unit 1.</summary>
    private sealed class KeptFrames : IWireTap
    {
        public ConcurrentQueue<string> Frames { get; } = new();

        public bool IsOn(byte unit) => unit == 1;

        public void Sent(byte unit, ReadOnlySpan<byte> frame, int payloadAt) =>
            Frames.Enqueue($"sent {Convert.ToHexString(frame)} {payloadAt}");

        public void Received(byte unit, ReadOnlySpan<byte> frame, int payloadAt, byte? asked) => Frames.Enqueue(
            $"received {Convert.ToHexString(frame)} {payloadAt}{(asked is null ? "" : $" for {asked}")}");
    }
}
