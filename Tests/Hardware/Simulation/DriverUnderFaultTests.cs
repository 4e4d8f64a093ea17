using System.Diagnostics;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Hardware.Simulation;

/// <summary>What our own driver makes of each fault a simulator can show: never a wrong value.</summary>
public sealed class DriverUnderFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan ResponseTime = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(50);

    private readonly ModbusSimulator _simulator = FaultyGateway.Start();
    private readonly List<ModbusTcpTransport> _transports = [];
    private ModbusTcpTransport _transport = null!;
    private IDriver _first = null!;
    private IDriver _second = null!;

    public async ValueTask InitializeAsync()
    {
        _transport = await ConnectAsync();
        (_first, _second) = (await OpenAsync(_transport, 1), await OpenAsync(_transport, 2));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in _transports) await transport.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task A_late_reply_joined_to_the_next_one_is_no_value_and_the_next_one_is()
    {
        _simulator.Set(1, new SimulatorFault.JoinNext(), requests: 1);
        await Assert.ThrowsAsync<NoResponseException>(() => ReadAsync(_first, "b"));
        Assert.Equal(13, await ReadAsync(_first, "c"));
        Assert.Equal(24, await ReadAsync(_second, "d"));
        Assert.Equal(12, await ReadAsync(_first, "b"));
    }

    [Fact]
    public async Task Replies_joined_in_one_segment_answer_their_own_requests()
    {
        _simulator.Set(null, new SimulatorFault.JoinNext());
        var values = await Task.WhenAll(ReadAsync(_first, "b"), ReadAsync(_second, "c"));
        Assert.Equal([12, 23], values);
    }

    public static TheoryData<SimulatorFault> WithinTheRules =>
    [
        new SimulatorFault.Split(SplitPlace.LastByte, Gap), new SimulatorFault.Split(SplitPlace.Header, Gap),
        new SimulatorFault.Split(SplitPlace.EveryByte, TimeSpan.FromMilliseconds(2)),
        new SimulatorFault.ForeignReplyFirst(Gap), new SimulatorFault.Delay(Gap),
    ];

    [Theory]
    [MemberData(nameof(WithinTheRules))]
    public async Task What_is_odd_but_within_the_rules_is_read_rightly(SimulatorFault fault)
    {
        _simulator.Set(1, fault);
        Assert.Equal(12, await ReadAsync(_first, "b"));
        Assert.Equal(13, await ReadAsync(_first, "c"));
        Assert.False(_transport.Lost.IsCompleted);
    }

    public static TheoryData<SimulatorFault> Violations =>
    [
        new SimulatorFault.WrongId(), new SimulatorFault.WrongId(ReplyId.Swapped),
        new SimulatorFault.CorruptLength(0x47), new SimulatorFault.CorruptLength(0xFFFF),
        new SimulatorFault.CorruptLength(0), new SimulatorFault.CorruptLength(1),
        new SimulatorFault.WrongSize(2), new SimulatorFault.WrongSize(-1), new SimulatorFault.WrongSize(-2),
        new SimulatorFault.WrongSize(2, IsCounted: false), new SimulatorFault.WrongSize(-1, IsCounted: false),
        new SimulatorFault.WrongFunction(), new SimulatorFault.WrongFunction(0x10),
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task A_violation_fails_that_request_at_once_and_a_new_connection_works(SimulatorFault fault)
    {
        _simulator.Set(1, fault, requests: 1);
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<ProtocolViolationException>(() => ReadAsync(_first, "b"));
        Assert.True(watch.Elapsed < ResponseTime, $"{watch.Elapsed}");
        Assert.NotEmpty(await _transport.Lost.WaitAsync(ScriptedPeer.WaitMax));
        Assert.Equal(12, await ReadAsync(await OpenAsync(await ConnectAsync(), 1), "b"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_gateway_without_power_is_a_lost_link_and_holds_its_defaults_when_it_is_back(bool isSilent)
    {
        var fault = new GatewayFault.NoPower(isSilent);
        await _simulator.BeginAsync(fault);
        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(_first, "b"));
        await Assert.ThrowsAsync<LinkLostException>(ConnectAsync);

        await _simulator.EndAsync(fault);

        Assert.NotEmpty(await _transport.Lost.WaitAsync(ScriptedPeer.WaitMax));
        var driver = await OpenAsync(await ConnectAsync(), 1);
        Assert.Equal(11, await ReadAsync(driver, "a"));
        Assert.Equal(0, await ReadAsync(driver, "b"));
    }

    [Fact]
    public async Task One_silent_unit_leaves_the_other_its_answers()
    {
        _simulator.Set(1, new SimulatorFault.Silence());
        var silent = ReadAsync(_first, "b");
        Assert.Equal(22, await ReadAsync(_second, "b"));
        Assert.False(silent.IsCompleted);
        await Assert.ThrowsAsync<NoResponseException>(() => silent);
    }

    [Fact]
    public async Task A_gateway_for_one_client_answers_the_second_when_the_first_has_left()
    {
        await _simulator.BeginAsync(new GatewayFault.OneClient());
        var second = await ConnectAsync();
        await Assert.ThrowsAsync<NoResponseException>(() => OpenAsync(second, 1));
        Assert.Equal(12, await ReadAsync(_first, "b"));
        await _transport.DisposeAsync();
        Assert.Equal(12, await ReadAsync(await OpenAsync(second, 1), "b"));
    }

    public static TheoryData<GatewayFault> Habits =>
        [new GatewayFault.CloseOnSplitRequest(), new GatewayFault.LastFirst(), new GatewayFault.OneClient()];

    [Theory]
    [MemberData(nameof(Habits))]
    public async Task Requests_that_come_together_get_their_own_answers_whatever_the_servers_habit(GatewayFault habit)
    {
        await _simulator.BeginAsync(habit);
        for (var round = 0; round < 10; round++)
        {
            var values = await Task.WhenAll(
                ReadAsync(_first, "b"), ReadAsync(_first, "c"), ReadAsync(_second, "b"), ReadAsync(_second, "d"));
            Assert.Equal([12, 13, 22, 24], values);
        }
    }

    [Fact]
    public async Task A_frozen_gateway_gives_no_answer_and_what_it_says_late_is_nobodys()
    {
        await _simulator.BeginAsync(new GatewayFault.Freeze());
        await Assert.ThrowsAsync<NoResponseException>(() => ReadAsync(_first, "b"));
        await _simulator.EndAsync(new GatewayFault.Freeze());
        Assert.Equal(13, await ReadAsync(_first, "c"));
        Assert.Equal(22, await ReadAsync(_second, "b"));
    }

    private async Task<ModbusTcpTransport> ConnectAsync()
    {
        var link = TestPlant.Link(_simulator.Port, ResponseTime) with { RequestsInFlightMax = 4 };
        var transport = new ModbusTcpTransport(link, TimeProvider.System);
        _transports.Add(transport);
        await transport.ConnectAsync(CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
        return transport;
    }

    private static async Task<IDriver> OpenAsync(ModbusTcpTransport transport, byte unit)
    {
        var device = FaultyGateway.Device(unit);
        var driver = new ModbusTcpProtocol().CreateDriver(device);
        var host = new DirectDriverHost(
            device, new DirectLinkSession(transport), TimeProvider.System, ResponseTime);
        await driver.OpenAsync(host, CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
        return driver;
    }

    private static async Task<long> ReadAsync(IDriver driver, string point)
    {
        var readings = await driver.ReadAsync([new PointId(point)], CancellationToken.None)
            .WaitAsync(ScriptedPeer.WaitMax);
        return readings[0].Value is { } value ? value.AsInteger : throw new InvalidOperationException($"{readings[0]}");
    }
}
