using System.Net.Sockets;
using Understudy.Hardware.Model;
using Understudy.Hardware.Simulation;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Hardware.Simulation;

/// <summary>What a client sees of a gateway that is faulty as a whole.</summary>
public sealed class GatewayFaultTests : IAsyncLifetime
{
    private const string ReadOne = "010300010001";
    private const int ReplyBytes = 11;

    private readonly ModbusSimulator _simulator = FaultyGateway.Start();
    private RawClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _client = await RawClient.ConnectAsync(_simulator.Port);
        // Answered, so accepted.
        await AssertAnswersAsync(_client);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task A_gateway_without_power_resets_refuses_and_is_back_with_its_defaults()
    {
        var fault = new GatewayFault.NoPower();
        var port = _simulator.Port;
        await _simulator.BeginAsync(fault);
        Assert.True(await _client.IsResetAsync());
        await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(port));

        await _simulator.EndAsync(fault);

        using var again = await RawClient.ConnectAsync(port);
        await again.AskAsync(7, "010300000002");
        Assert.EndsWith("0304000B0000", await again.ReceiveAsync(ReplyBytes + 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_is_just_gone_hears_nothing_and_resets_when_it_is_back()
    {
        var fault = new GatewayFault.NoPower(IsSilent: true);
        await _simulator.BeginAsync(fault);
        await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(_simulator.Port));
        await _client.AskAsync(7, "010600020063", ReadOne);

        await _simulator.EndAsync(fault);

        Assert.True(await _client.IsResetAsync());
        Assert.Equal(0, _simulator.Executions.Total);
        using var again = await RawClient.ConnectAsync(_simulator.Port);
        await again.AskAsync(7, ReadOne);
        Assert.EndsWith("03020000", await again.ReceiveAsync(ReplyBytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Power_that_returns_while_connections_are_refused_leaves_them_refused()
    {
        await _simulator.BeginAsync(new GatewayFault.Refusal());
        await _simulator.BeginAsync(new GatewayFault.NoPower());
        await _simulator.EndAsync(new GatewayFault.NoPower());
        Assert.False(_simulator.IsListening);
        await _simulator.EndAsync(new GatewayFault.Refusal());
        Assert.True(_simulator.IsListening);
    }

    [Fact]
    public async Task The_end_of_a_refusal_brings_no_power()
    {
        await _simulator.BeginAsync(new GatewayFault.Refusal());
        await _simulator.BeginAsync(new GatewayFault.NoPower());
        await _simulator.EndAsync(new GatewayFault.Refusal());
        Assert.False(_simulator.IsListening);
        await _simulator.EndAsync(new GatewayFault.NoPower());
        Assert.True(_simulator.IsListening);
    }

    [Fact]
    public async Task One_client_is_served_and_the_next_is_heard_when_it_has_left()
    {
        await _simulator.BeginAsync(new GatewayFault.OneClient());
        using var second = await RawClient.ConnectAsync(_simulator.Port);
        using var third = await RawClient.ConnectAsync(_simulator.Port);
        await second.AskAsync(7, "010600020063");
        await AssertAnswersAsync(_client);
        Assert.Equal((0, 0), (_simulator.Executions.Total, second.Available));

        _client.Dispose();
        Assert.EndsWith("010600020063", await second.ReceiveAsync(12), StringComparison.Ordinal);
        await third.AskAsync(8, ReadOne);
        await AssertAnswersAsync(second);
        Assert.Equal(0, third.Available);

        await _simulator.EndAsync(new GatewayFault.OneClient());
        await third.ReceiveAsync(ReplyBytes);
        await AssertAnswersAsync(second);
    }

    [Fact]
    public async Task A_gateway_for_one_client_can_stop_while_another_one_waits()
    {
        await _simulator.BeginAsync(new GatewayFault.OneClient());
        using var second = await RawClient.ConnectAsync(_simulator.Port);
        await _simulator.RefuseConnectionsAsync().WaitAsync(ScriptedPeer.WaitMax);
        Assert.True(await second.IsResetAsync());
        await AssertAnswersAsync(_client);
    }

    [Fact]
    public async Task A_request_in_two_segments_costs_the_connection_where_that_is_its_habit()
    {
        await _client.SendAsync("00070000");
        await _client.SendAsync("0006010300010001");
        await _client.ReceiveAsync(ReplyBytes);
        await _simulator.BeginAsync(new GatewayFault.CloseOnSplitRequest());
        await AssertAnswersAsync(_client);
        await _client.SendAsync("00070000");
        Assert.False(await _client.IsResetAsync());
    }

    [Fact]
    public async Task Requests_of_one_segment_are_answered_last_to_first_where_that_is_its_habit()
    {
        await _simulator.BeginAsync(new GatewayFault.LastFirst());
        await _client.AskAsync(1, "010300010001", "010300020001", "010300030001");
        var replies = (await _client.ReceiveAsync(3 * ReplyBytes)).Chunk(2 * ReplyBytes).Select(r => new string(r));
        Assert.Equal(["0003:000E", "0002:000D", "0001:000C"], replies.Select(reply => $"{reply[..4]}:{reply[^4..]}"));
    }

    [Fact]
    public async Task A_frozen_gateway_takes_requests_and_does_them_when_it_goes_on()
    {
        await _simulator.BeginAsync(new GatewayFault.Freeze());
        await _client.AskAsync(7, "010600020063");
        using var other = await RawClient.ConnectAsync(_simulator.Port);
        await other.AskAsync(7, ReadOne);
        Assert.Equal((0, 0, 0), (_client.Available, other.Available, _simulator.Executions.Total));
        await _simulator.EndAsync(new GatewayFault.Freeze());
        await other.ReceiveAsync(ReplyBytes);
        await _client.ReceiveAsync(12);
        Assert.Equal(PointValue.Of(0x63L), _simulator.Value(FaultyGateway.Device(1).Id, new PointId("c")));
    }

    [Fact]
    public async Task Dropped_connections_are_reset_and_taken_again()
    {
        await _simulator.BeginAsync(new GatewayFault.Drop());
        Assert.True(await _client.IsResetAsync());
        using var again = await RawClient.ConnectAsync(_simulator.Port);
        await AssertAnswersAsync(again);
    }

    [Fact]
    public async Task Deaf_connections_stay_open_and_a_new_one_is_heard()
    {
        await _simulator.BeginAsync(new GatewayFault.Deafness());
        await _client.AskAsync(7, "010600020063");
        using var again = await RawClient.ConnectAsync(_simulator.Port);
        await AssertAnswersAsync(again);
        Assert.Equal((0, 0), (_client.Available, _simulator.Executions.Total));
    }

    [Fact]
    public async Task Clearing_ends_the_habits()
    {
        await _simulator.BeginAsync(new GatewayFault.OneClient());
        await _simulator.BeginAsync(new GatewayFault.LastFirst());
        _simulator.ClearAll();
        using var second = await RawClient.ConnectAsync(_simulator.Port);
        await second.AskAsync(1, ReadOne, ReadOne);
        Assert.StartsWith("0001", await second.ReceiveAsync(2 * ReplyBytes), StringComparison.Ordinal);
    }

    private static async Task AssertAnswersAsync(RawClient client)
    {
        await client.AskAsync(7, ReadOne);
        Assert.EndsWith("0302000C", await client.ReceiveAsync(ReplyBytes), StringComparison.Ordinal);
    }
}
