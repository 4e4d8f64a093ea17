using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;
using ProtocolViolationException = Understudy.Hardware.Drivers.ProtocolViolationException;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>Peers whose replies carry the same transaction id whatever was asked.</summary>
public sealed class ConstantReplyIdTests : IAsyncDisposable
{
    private const string Setting = "'transactionId: ignore'";

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedPeer _peer = new();
    private readonly ModbusTcpProtocol _protocol = new();
    private readonly LinkSpec _link;

    public ConstantReplyIdTests() => _link = TestPlant.Link(_peer.Port);

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    [Fact]
    public async Task An_id_that_one_request_had_is_told_when_it_comes_for_those_after_it()
    {
        await using var transport = _protocol.CreateTransport(_link, _time);
        var client = await ConnectAsync(transport);
        var first = ReadAsync(transport);
        var (id, _, _) = await client.RequestAsync();
        await client.ReplyAsync(id, 1, 0x03, 0x02, 0x00, 0x01);
        await first;

        var errors = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var read = ReadAsync(transport);
            await client.RequestAsync();
            await client.ReplyAsync(id, 1, 0x03, 0x02, 0x00, 0x02);
            await Probe.UntilAsync(() => Task.FromResult(transport.FramesReceived == i + 2));
            _time.Advance(_link.ResponseTime);
            errors.Add((await Assert.ThrowsAsync<NoResponseException>(() => read)).Message);
        }

        Assert.DoesNotContain(Setting, errors[0], StringComparison.Ordinal);
        Assert.Contains($"0x{id:X4}", errors[1], StringComparison.Ordinal);
        Assert.Contains(Setting, errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_that_comes_twice_is_no_habit()
    {
        await using var transport = _protocol.CreateTransport(_link, _time);
        var client = await ConnectAsync(transport);
        for (var i = 0; i < 3; i++)
        {
            var read = ReadAsync(transport);
            var (id, _, _) = await client.RequestAsync();
            var reply = ScriptedPeer.Client.Frame(id, 1, 0x03, 0x02, 0x00, 0x01);
            await client.SendAsync([.. reply, .. reply]);
            await read;
        }

        var silent = ReadAsync(transport);
        await client.RequestAsync();
        _time.Advance(_link.ResponseTime);
        var error = await Assert.ThrowsAsync<NoResponseException>(() => silent);
        Assert.EndsWith("did not answer function 3 in time.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_none_had_is_told_when_it_comes_on_the_next_connection_too()
    {
        const string Again = "the same as on the connection before";
        Assert.DoesNotContain(Again, await ViolateAsync(0x1234), StringComparison.Ordinal);
        var error = await ViolateAsync(0x1234);
        Assert.Contains(Again, error, StringComparison.Ordinal);
        Assert.Contains(Setting, error, StringComparison.Ordinal);
        Assert.DoesNotContain(Again, await ViolateAsync(0x4321), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_none_had_is_no_habit_of_a_peer_that_answered_properly_since()
    {
        await ViolateAsync(0x1234);
        await using (var transport = _protocol.CreateTransport(_link, _time))
        {
            var client = await ConnectAsync(transport);
            var read = ReadAsync(transport);
            var (id, _, _) = await client.RequestAsync();
            await client.ReplyAsync(id, 1, 0x03, 0x02, 0x00, 0x01);
            await read;
        }

        Assert.DoesNotContain(Setting, await ViolateAsync(0x1234), StringComparison.Ordinal);
    }

    private async Task<string> ViolateAsync(ushort id)
    {
        await using var transport = _protocol.CreateTransport(_link, _time);
        var client = await ConnectAsync(transport);
        var read = ReadAsync(transport);
        await client.RequestAsync();
        await client.ReplyAsync(id, 1, 0x03, 0x02, 0x00, 0x01);
        return (await Assert.ThrowsAsync<ProtocolViolationException>(() => read)).Message;
    }

    private async Task<ScriptedPeer.Client> ConnectAsync(ILinkTransport transport)
    {
        await transport.ConnectAsync(CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
        return await _peer.AcceptAsync();
    }

    private Task<ReadOnlyMemory<byte>> ReadAsync(ILinkTransport transport) => transport.ExchangeAsync(
        new LinkRequest(1, new ModbusRequest.Read(ModbusTable.Holding, 0, 1).ToPdu(), null, _link.ResponseTime),
        () => null,
        CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
}
