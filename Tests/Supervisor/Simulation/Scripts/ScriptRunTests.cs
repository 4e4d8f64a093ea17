using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Model;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Simulation.Scripts;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Supervisor.Simulation.Scripts;

/// <summary>A script on running simulators, with time in the test's hands.</summary>
public sealed class ScriptRunTests : IAsyncLifetime
{
    private const string ReadSpeed = "010400000001";
    private const string ReadTank = "020300000001";
    private const int ReplyBytes = 11;

    private static readonly DeviceId Pump = new(new GatewayId("hall1"), "pump");

    private readonly WatchedTime _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<GatewayId, ModbusSimulator> _simulators;
    private readonly ConcurrentQueue<string> _lines = [];
    private Task _run = Task.CompletedTask;
    private int _timersSeen;

    public ScriptRunTests() => _simulators = GivenScript.Plant.Gateways.ToDictionary(
        gateway => gateway.Id, gateway => new ModbusSimulator(gateway, _time));

    public ValueTask InitializeAsync()
    {
        foreach (var simulator in _simulators.Values) simulator.Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ContinueWith(_ => { }, TaskScheduler.Default);
        foreach (var simulator in _simulators.Values) await simulator.DisposeAsync();
    }

    [Fact]
    public async Task A_silent_unit_is_silent_for_its_time_and_each_thing_is_a_line()
    {
        Run("steps: [{at: 12s, for: 2s, gateway: hall1, unit: 2, fault: silence}]");
        using var client = await RawClient.ConnectAsync(Hall1.Port);
        await AnswersAsync(client, ReadTank);
        await UntilAsync(12, "12.0 s hall1 unit 2: silence for 2s");
        await client.AskAsync(8, ReadTank);
        await AnswersAsync(client, ReadSpeed);
        Assert.Equal(0, client.Available);
        await UntilAsync(2, "14.0 s hall1 unit 2: silence ends");
        await AnswersAsync(client, ReadTank);
        await _run.WaitAsync(ScriptedPeer.WaitMax);
        Assert.Equal(2, _lines.Count);
    }

    [Fact]
    public async Task A_fault_of_some_requests_ends_with_them()
    {
        Run("steps: [{at: 0s, requests: 2, device: hall1/pump, fault: {exception: serverDeviceBusy}}]");
        await UntilAsync(0, "0.0 s hall1/pump: exception serverDeviceBusy for 2 requests");
        using var client = await RawClient.ConnectAsync(Hall1.Port);
        await client.AskAsync(1, ReadSpeed, ReadSpeed, ReadSpeed);
        Assert.Equal("000100000003018406000200000003018406", await client.ReceiveAsync(18));
        Assert.StartsWith("0003000000050104", await client.ReceiveAsync(ReplyBytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_power_of_a_gateway_goes_and_comes_back_with_its_defaults()
    {
        Hall1.SetValue(Pump, new PointId("sp"), PointValue.Of(42L));
        Run("steps: [{at: 1s, gateway: hall1, fault: {powerCycle: {off: 5s}}}]");
        using var client = await RawClient.ConnectAsync(Hall1.Port);
        await AnswersAsync(client, ReadSpeed);
        await UntilAsync(1, "1.0 s hall1: powerCycle for 5s");
        Assert.True(await client.IsResetAsync());
        Assert.Equal((false, true), (Hall1.IsListening, Hall2.IsListening));
        await UntilAsync(5, "6.0 s hall1: powerCycle ends");
        Assert.True(Hall1.IsListening);
        Assert.Equal(PointValue.Of(0L), Hall1.Value(Pump, new PointId("sp")));
    }

    [Fact]
    public async Task The_power_of_one_unit_leaves_the_others_alone()
    {
        Hall1.SetValue(Pump, new PointId("sp"), PointValue.Of(42L));
        Run("steps: [{at: 1s, device: hall1/pump, fault: {powerCycle: {off: 5s}}}]");
        using var client = await RawClient.ConnectAsync(Hall1.Port);
        await UntilAsync(1, "1.0 s hall1/pump: powerCycle for 5s");
        await client.AskAsync(8, ReadSpeed);
        await AnswersAsync(client, ReadTank);
        await UntilAsync(5, "6.0 s hall1/pump: powerCycle ends");
        await AnswersAsync(client, ReadSpeed);
        Assert.Equal(PointValue.Of(0L), Hall1.Value(Pump, new PointId("sp")));
    }

    [Fact]
    public async Task What_has_taken_a_steps_place_is_not_ended_with_it()
    {
        Run("""
            steps:
              - {at: 1s, for: 4s, gateway: hall1, fault: silence}
              - {at: 2s, for: 8s, gateway: hall1, fault: {exception: serverDeviceFailure}}
            """);
        using var client = await RawClient.ConnectAsync(Hall1.Port);
        await UntilAsync(1, "1.0 s hall1: silence for 4s");
        await UntilAsync(1, "2.0 s hall1: exception serverDeviceFailure for 8s");
        await UntilAsync(3, "5.0 s hall1: silence ends");
        await client.AskAsync(7, ReadSpeed);
        Assert.Equal("000700000003018404", await client.ReceiveAsync(9));
        await UntilAsync(5, "10.0 s hall1: exception serverDeviceFailure ends");
        await AnswersAsync(client, ReadSpeed);
    }

    [Fact]
    public async Task A_step_without_a_target_is_of_every_gateway()
    {
        Run("steps: [{at: 1s, for: 1s, fault: refuseConnections}]");
        await UntilAsync(1, "1.0 s every gateway: refuseConnections for 1s");
        Assert.Equal((false, false), (Hall1.IsListening, Hall2.IsListening));
        await UntilAsync(1, "2.0 s every gateway: refuseConnections ends");
        Assert.Equal((true, true), (Hall1.IsListening, Hall2.IsListening));
    }

    [Fact]
    public async Task Set_values_stay_until_the_step_ends_and_settings_stay_after_it()
    {
        Run("""
            waveforms: {hall1/pump/speed: {constant: 5}}
            steps: [{at: 1s, for: 1s, device: hall1/pump, set: {speed: 3000, sp: 7}}]
            """);
        await UntilAsync(1, "1.0 s hall1/pump: speed = 3000, sp = 7 for 1s");
        Assert.Equal((3000, 7), (Value("speed"), Value("sp")));
        await UntilAsync(1, "2.0 s hall1/pump: speed = 3000, sp = 7 ends");
        Assert.Equal((5, 7), (Value("speed"), Value("sp")));
    }

    [Fact]
    public async Task Waveforms_begin_with_the_script()
    {
        _time.Advance(TimeSpan.FromSeconds(17));
        Run("""
            waveforms:
              hall1/pump/speed: {ramp: {min: 0, max: 100, period: 100s}}
              hall1/pump/mode: {steps: [{value: off, for: 10s}, {value: heating, for: 5s}]}
            steps: [{at: 0s, fault: lastFirst}]
            """);
        await UntilAsync(0, "0.0 s every gateway: lastFirst");
        Assert.Equal(0, Value("speed"));
        _time.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal(12, Value("speed"));
        Assert.Equal(PointValue.Of("heating"), Hall1.Value(Pump, new PointId("mode")));
    }

    private ModbusSimulator Hall1 => _simulators[Pump.Gateway];

    private ModbusSimulator Hall2 => _simulators[new GatewayId("hall2")];

    private double? Value(string point) => Hall1.Value(Pump, new PointId(point)).AsNumber;

    private void Run(string script) =>
        _run = new ScriptRun(GivenScript.Of(script), _simulators, _time, _lines.Enqueue).RunAsync(_stop.Token);

    // Time that passes before the run has set its next timer would not be counted for it.
    private async Task UntilAsync(int seconds, string line)
    {
        if (seconds > 0)
        {
            await Probe.UntilAsync(() => Task.FromResult(_time.Timers > _timersSeen));
            _timersSeen = _time.Timers;
            _time.Advance(TimeSpan.FromSeconds(seconds));
        }

        await Probe.UntilAsync(async () =>
        {
            if (_run.IsFaulted) await _run;
            return _lines.Contains(line);
        });
    }

    private static async Task AnswersAsync(RawClient client, string request)
    {
        await client.AskAsync(7, request);
        var reply = await client.ReceiveAsync(ReplyBytes);
        Assert.StartsWith($"000700000005{request[..4]}", reply, StringComparison.Ordinal);
    }

    private sealed class WatchedTime : FakeTimeProvider
    {
        private int _timers;

        /// <summary>How many were set so far.</summary>
        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }
}
