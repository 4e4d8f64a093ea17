using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>Replies as lines cut them and put them together.</summary>
public sealed class SplitReplyTests : IAsyncLifetime
{
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
    public void Any_valid_reply_is_whole_with_its_last_byte_and_not_before() => AnyExchange.Valid.Sample(exchange =>
    {
        var frame = ScriptedPeer.Client.Frame(0x1234, 0x32, exchange.Reply);
        for (var cut = 0; cut < frame.Length; cut++)
        {
            using var reader = new MbapFrameReader(checksResponses: true);
            Feed(reader, frame.AsSpan(0, cut));
            Assert.False(reader.TryRead(out _));
            Assert.Equal(cut, reader.BufferedBytes);
            Feed(reader, frame.AsSpan(cut));
            Assert.True(reader.TryRead(out var read));
            Assert.Equal(exchange.Reply, read.Pdu.ToArray());
        }
    });

    [Fact]
    public Task Any_valid_reply_answers_its_request_in_two_pieces() => Gen.Select(
        AnyExchange.Valid, Gen.Int[1, 1000]).SampleAsync(
        async (exchange, place) =>
        {
            var asked = Ask(exchange.Request);
            var (id, unit, _) = await _client.RequestAsync();
            var frame = ScriptedPeer.Client.Frame(id, unit, exchange.Reply);
            var cut = 1 + (place % (frame.Length - 1));
            await _client.SendAsync(frame[..cut]);
            Assert.False(asked.IsCompleted);
            await _client.SendAsync(frame[cut..]);
            Assert.Equal(exchange.Reply, (await asked.WaitAsync(ScriptedPeer.WaitMax)).ToArray());
        },
        iter: 200,
        threads: 1);

    [Theory]
    [InlineData(MbapFrame.HeaderBytes - 1)]
    [InlineData(MbapFrame.HeaderBytes)]
    [InlineData(MbapFrame.HeaderBytes + 3)]
    public async Task A_reply_whose_last_byte_or_body_is_held_is_waited_for(int sent)
    {
        var asked = Ask([0x03, 0x00, 0x00, 0x00, 0x01]);
        var (id, unit, _) = await _client.RequestAsync();
        var frame = ScriptedPeer.Client.Frame(id, unit, 0x03, 0x02, 0x12, 0x34);
        await _client.SendAsync(frame[..sent]);
        _time.Advance(ScriptedPeer.WaitMax - TimeSpan.FromMilliseconds(1));
        Assert.False(asked.IsCompleted);
        await _client.SendAsync(frame[sent..]);
        Assert.Equal("03021234", Convert.ToHexString((await asked.WaitAsync(ScriptedPeer.WaitMax)).Span));
    }

    [Fact]
    public Task Any_two_replies_in_one_segment_answer_their_own_requests() => Gen.Select(
        AnyExchange.Valid, AnyExchange.Valid).SampleAsync(
        async (one, other) =>
        {
            var (asked, askedToo) = (Ask(one.Request), Ask(other.Request));
            var (first, unit, _) = await _client.RequestAsync();
            var (second, _, _) = await _client.RequestAsync();
            await _client.SendAsync([
                .. ScriptedPeer.Client.Frame(second, unit, other.Reply),
                .. ScriptedPeer.Client.Frame(first, unit, one.Reply)]);
            Assert.Equal(one.Reply, (await asked.WaitAsync(ScriptedPeer.WaitMax)).ToArray());
            Assert.Equal(other.Reply, (await askedToo.WaitAsync(ScriptedPeer.WaitMax)).ToArray());
        },
        iter: 100,
        threads: 1);

    private static void Feed(MbapFrameReader reader, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(reader.Free.Span);
        reader.Advance(bytes.Length);
    }

    private Task<ReadOnlyMemory<byte>> Ask(byte[] pdu) => _transport.ExchangeAsync(
        new LinkRequest(1, pdu, null, ScriptedPeer.WaitMax), () => null, CancellationToken.None);
}
