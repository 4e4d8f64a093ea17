using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Simulation;

public sealed class ModbusSimulatorTests : IAsyncLifetime
{
    private static readonly DeviceSpec Oven = TestPlant.Device(
        "oven",
        1,
        [
            TestPlant.Point("temp", "input/0", PointType.Float32, WordOrder.CDAB, range: new ValueRange(20, 200)),
            TestPlant.Point("door", "discrete/0", PointType.Bool),
            TestPlant.Point("sp", "holding/2", PointType.Int16, scale: 0.1, range: new ValueRange(5, 300)),
            TestPlant.Point("out", "holding/3", role: PointRole.Output),
        ],
        [TestPlant.Command("start", "coil/0", PointType.Bool, PointValue.Of(true))],
        new IdentitySpec(ModbusAddress.Parse("holding/12"), 0xE2A0));

    private static readonly DeviceSpec Pump = Oven with { Id = new DeviceId(TestPlant.Gateway, "pump"), Unit = 2 };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ModbusSimulator _simulator;
    private ModbusTcpTransport _client = null!;

    public ModbusSimulatorTests() => _simulator = new ModbusSimulator(TestPlant.Of(Oven, Pump), _time);

    public async ValueTask InitializeAsync()
    {
        _simulator.Start();
        _client = await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public void Measurements_move_slowly_within_their_range_as_a_function_of_time()
    {
        var before = _simulator.Value(Oven.Id, new PointId("temp")).AsReal;
        var (low, high) = (before, before);
        for (var second = 0; second < 300; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            var now = _simulator.Value(Oven.Id, new PointId("temp")).AsReal;
            Assert.InRange(now, 20, 200);
            Assert.InRange(Math.Abs(now - before), 0, 18);
            (before, low, high) = (now, Math.Min(low, now), Math.Max(high, now));
        }

        Assert.True(high - low > 90);
    }

    [Fact]
    public async Task A_totaliser_counts_and_begins_anew_at_the_end_of_its_range()
    {
        var total = TestPlant.Point("total", "input/0", range: new ValueRange(0, 20)) with
        {
            Overlay = OverlayKind.Offset,
        };
        await using var simulator = new ModbusSimulator(TestPlant.Of(Oven with { Points = [total] }), _time);
        var counts = new List<long>();
        for (var count = 0; count < 40; count++)
        {
            counts.Add(simulator.Value(Oven.Id, total.Id).AsInteger);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.All(
            counts.Zip(counts.Skip(1)),
            pair => Assert.Equal(pair.Item1 == 19 ? 0 : pair.Item1 + 1, pair.Item2));
    }

    [Fact]
    public async Task The_same_time_shows_the_same_values_after_a_restart()
    {
        var before = await AskAsync("0400000002");
        await using var other = new ModbusSimulator(TestPlant.Of(Oven, Pump), _time);
        Assert.Equal(_simulator.Value(Oven.Id, new PointId("temp")), other.Value(Oven.Id, new PointId("temp")));
        Assert.NotEqual(before, await AskAsync("0400000002", unit: 2));
    }

    [Fact]
    public async Task Every_executed_mutation_is_counted_with_its_value_and_nothing_else_is()
    {
        await AskAsync("06000200D7");
        await AskAsync("06000200D8");
        await AskAsync("1000020002040032000A");
        await AskAsync("050000FF00");
        await AskAsync("0300020002");
        await AskAsync("0600640001");
        Assert.Equal(new ExecutionCount(3, 50), _simulator.Executions.Of(1, ModbusTable.Holding, 2));
        Assert.Equal(new ExecutionCount(1, 10), _simulator.Executions.Of(1, ModbusTable.Holding, 3));
        Assert.Equal(new ExecutionCount(1, 1), _simulator.Executions.Of(1, ModbusTable.Coil, 0));
        Assert.Equal(default, _simulator.Executions.Of(2, ModbusTable.Holding, 2));
        Assert.Equal(4, _simulator.Executions.Total);
        Assert.Equal([1L, 2, 3, 4], _simulator.Executions.Entries.Select(entry => entry.Number));
    }

    [Theory]
    [InlineData("0600020BB9", "8603")]
    [InlineData("0600020031", "8603")]
    [InlineData("0600050001", "8602")]
    [InlineData("06000C0001", "8602")]
    [InlineData("03000C0001", "0302E2A0")]
    [InlineData("0300050001", "03020000")]
    [InlineData("03000D0001", "8302")]
    public async Task A_device_refuses_what_is_out_of_range_or_not_declared_writable(string request, string response)
    {
        Assert.Equal(response, await AskAsync(request));
        Assert.Equal(0, _simulator.Executions.Total);
    }

    [Fact]
    public async Task A_power_cycle_brings_back_defaults_drops_connections_and_keeps_the_log()
    {
        await AskAsync("0600020BB8");
        await AskAsync("050000FF00");
        var port = _simulator.Port;
        await _simulator.PowerCycleAsync();
        Assert.NotEmpty(await _client.Lost.WaitAsync(ScriptedPeer.WaitMax));
        Assert.Equal(port, _simulator.Port);
        await using var again = await ConnectAsync();
        Assert.Equal("03020032", await AskAsync("0300020001", again));
        Assert.Equal("010100", await AskAsync("0100000001", again));
        Assert.Equal(2, _simulator.Executions.Total);
    }

    [Fact]
    public async Task One_unit_may_lose_its_power_behind_a_gateway_that_stays()
    {
        await AskAsync("0600020BB8");
        await AskAsync("0600020BB8", unit: 2);
        await _simulator.PowerCycleAsync(1);
        Assert.Equal("03020032", await AskAsync("0300020001"));
        Assert.Equal("03020BB8", await AskAsync("0300020001", unit: 2));
    }

    [Fact]
    public async Task A_delayed_unit_executes_at_once_answers_late_and_holds_up_no_other()
    {
        _simulator.Set(1, new SimulatorFault.Delay(TimeSpan.FromSeconds(30)), requests: 1);
        var slow = AskAsync("06000200D7");
        Assert.Equal("060002012C", await AskAsync("060002012C", unit: 2));
        Assert.Equal(new ExecutionCount(1, 215), _simulator.Executions.Of(1, ModbusTable.Holding, 2));
        Assert.False(slow.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("06000200D7", await slow);
    }

    [Fact]
    public async Task A_silent_unit_does_not_execute_unless_only_its_replies_are_lost()
    {
        _simulator.Set(1, new SimulatorFault.Silence());
        var lost = AskAsync("06000200D7");
        await AskAsync("0300020001", unit: 2);
        Assert.Equal(0, _simulator.Executions.Total);
        _simulator.Set(1, new SimulatorFault.Silence(Executes: true));
        var unanswered = AskAsync("06000200D8");
        await AskAsync("0300020001", unit: 2);
        Assert.Equal(new ExecutionCount(1, 216), _simulator.Executions.Of(1, ModbusTable.Holding, 2));
        _simulator.Clear(1);
        Assert.Equal("030200D8", await AskAsync("0300020001"));
        Assert.False(lost.IsCompleted || unanswered.IsCompleted);
    }

    [Fact]
    public async Task A_fault_of_a_unit_goes_before_that_of_the_gateway_and_ends_by_number()
    {
        _simulator.Set(null, new SimulatorFault.Exception(ModbusExceptionCode.ServerDeviceFailure));
        _simulator.Set(1, new SimulatorFault.Exception(ModbusExceptionCode.ServerDeviceBusy), requests: 2);
        Assert.Equal("8306", await AskAsync("0300020001"));
        Assert.Equal("8304", await AskAsync("0300020001", unit: 2));
        Assert.Equal("8306", await AskAsync("0300020001"));
        Assert.Equal("8304", await AskAsync("0300020001"));
        _simulator.ClearAll();
        Assert.Equal("03020032", await AskAsync("0300020001"));
    }

    [Fact]
    public async Task What_is_asked_while_it_stands_still_is_executed_and_answered_when_it_goes_on()
    {
        _simulator.Freeze();
        var asked = AskAsync("06000200D7");
        await using var other = await ConnectAsync();
        var askedThere = AskAsync("0300030001", other);
        Assert.Equal(0, _simulator.Executions.Total);
        Assert.False(asked.IsCompleted || askedThere.IsCompleted);
        _simulator.Thaw();
        Assert.Equal("06000200D7", await asked);
        Assert.Equal("0302", (await askedThere)[..4]);
    }

    [Fact]
    public async Task Its_connections_can_be_dropped_while_it_stands_still()
    {
        Assert.Equal("03020032", await AskAsync("0300020001"));
        _simulator.Freeze();
        var asked = AskAsync("06000200D7");
        await _simulator.DropConnectionsAsync().WaitAsync(ScriptedPeer.WaitMax);
        await Assert.ThrowsAsync<LinkLostException>(() => asked);
        _simulator.Thaw();
        Assert.Equal(0, _simulator.Executions.Total);
    }

    [Fact]
    public async Task Refused_connections_leave_the_open_ones_and_are_taken_again()
    {
        // Answered, so accepted: what still waits to be is reset with the listener.
        Assert.Equal("03020032", await AskAsync("0300020001"));
        await _simulator.RefuseConnectionsAsync();
        Assert.Equal("03020032", await AskAsync("0300020001"));
        await Assert.ThrowsAsync<LinkLostException>(ConnectAsync);
        await _simulator.DropConnectionsAsync();
        Assert.NotEmpty(await _client.Lost.WaitAsync(ScriptedPeer.WaitMax));
        _simulator.AcceptConnections();
        await using var again = await ConnectAsync();
        Assert.Equal("03020032", await AskAsync("0300020001", again));
    }

    [Fact]
    public void A_device_powers_on_whatever_its_numbers_hold() => Gen.Select(
        Gen.Enum<PointType>().Where(type => type.IsNumber()),
        Gen.Int[0, 3].Select(place => new[] { 1, 0.1, -0.5, 1000 }[place]),
        Gen.Int[0, 3].Select(place => new[] { 0, 100, -70_000, 1e6 }[place]),
        Gen.Bool).Sample((type, scale, offset, isWritable) =>
    {
        var point = TestPlant.Point("x", isWritable ? "holding/0" : "input/0", type, scale: scale) with
        {
            Offset = offset,
        };
        var device = TestPlant.Device("oven", 1, [point]);
        var simulator = new ModbusSimulator(TestPlant.Of(device), _time);
        Assert.True(ValueForm.Of(point).Holds.Contains(simulator.Value(device.Id, point.Id).AsNumber!.Value));
    });

    [Fact]
    public async Task A_change_at_the_panel_is_no_execution_and_holds_a_measurement()
    {
        _simulator.SetValue(Oven.Id, new PointId("sp"), PointValue.Of(21.5));
        _simulator.SetValue(Oven.Id, new PointId("temp"), PointValue.Of(77.5146));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("030200D7", await AskAsync("0300020001"));
        Assert.Equal("0404077A429B", await AskAsync("0400000002"));
        Assert.Equal(0, _simulator.Executions.Total);
        _simulator.Unpin(Oven.Id);
        Assert.NotEqual("0404077A429B", await AskAsync("0400000002"));
    }

    [Fact]
    public async Task An_independent_client_can_use_it()
    {
        await Mbpoll.WriteAsync(_simulator.Port, 2, "4", 2, "215");
        Assert.Equal(["215", "0"], await Mbpoll.ReadAsync(_simulator.Port, 2, "4", 2, 2));
        Assert.Equal(PointValue.Of(21.5), _simulator.Value(Pump.Id, new PointId("sp")));
    }

    private async Task<ModbusTcpTransport> ConnectAsync()
    {
        var transport = new ModbusTcpTransport(TestPlant.Link(_simulator.Port), TimeProvider.System);
        await transport.ConnectAsync(CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
        return transport;
    }

    private async Task<string> AskAsync(string request, ModbusTcpTransport? client = null, byte unit = 1)
    {
        var answer = await (client ?? _client).ExchangeAsync(
            new LinkRequest(unit, Convert.FromHexString(request), null, ScriptedPeer.WaitMax), () => null, default)
            .WaitAsync(ScriptedPeer.WaitMax);
        return Convert.ToHexString(answer.Span);
    }
}
