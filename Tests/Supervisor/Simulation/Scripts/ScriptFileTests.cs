using System.Collections.Immutable;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Simulation.Scripts;
using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Simulation.Scripts;

public sealed class ScriptFileTests
{
    private static readonly DeviceId Pump = DeviceOf("hall1/pump");

    public static TheoryData<string, SimulatorFault> OfRequests => new()
    {
        { "silence", new SimulatorFault.Silence() },
        { "lostReply", new SimulatorFault.Silence(Executes: true) },
        { "joinNext", new SimulatorFault.JoinNext() },
        { "wrongFunction", new SimulatorFault.WrongFunction() },
        { "{wrongFunction: 16}", new SimulatorFault.WrongFunction(16) },
        { "{delay: 300ms}", new SimulatorFault.Delay(TimeSpan.FromMilliseconds(300)) },
        { "{exception: serverDeviceBusy}", new SimulatorFault.Exception(ModbusExceptionCode.ServerDeviceBusy) },
        { "{wrongId: swapped}", new SimulatorFault.WrongId(ReplyId.Swapped) },
        { "{wrongId: zero}", new SimulatorFault.WrongId(ReplyId.Zero) },
        { "{corruptLength: 0x47}", new SimulatorFault.CorruptLength(0x47) },
        { "{foreignReplyFirst: 100ms}", new SimulatorFault.ForeignReplyFirst(TimeSpan.FromMilliseconds(100)) },
        { "{wrongSize: {by: -1}}", new SimulatorFault.WrongSize(-1) },
        { "{wrongSize: {by: 2, counted: false}}", new SimulatorFault.WrongSize(2, IsCounted: false) },
        {
            "{splitReply: {at: lastByte, gap: 20ms}}",
            new SimulatorFault.Split(SplitPlace.LastByte, TimeSpan.FromMilliseconds(20))
        },
    };

    public static TheoryData<string, GatewayFault> OfGateways => new()
    {
        { "freeze", new GatewayFault.Freeze() },
        { "refuseConnections", new GatewayFault.Refusal() },
        { "dropConnections", new GatewayFault.Drop() },
        { "deafConnections", new GatewayFault.Deafness() },
        { "oneClient", new GatewayFault.OneClient() },
        { "closeOnSplitRequest", new GatewayFault.CloseOnSplitRequest() },
        { "lastFirst", new GatewayFault.LastFirst() },
        { "{powerCycle: {off: 5s}}", new GatewayFault.NoPower() },
        { "{powerCycle: {off: 5s, silent: true}}", new GatewayFault.NoPower(IsSilent: true) },
    };

    [Theory]
    [MemberData(nameof(OfRequests))]
    public void A_fault_of_requests_is_read(string text, SimulatorFault fault) => Assert.Equal(
        fault,
        Assert.IsType<ScriptFault.OfRequests>(GivenScript.Step($"{{at: 1s, fault: {text}}}").Fault).Fault);

    [Theory]
    [MemberData(nameof(OfGateways))]
    public void A_fault_of_a_gateway_is_read(string text, GatewayFault fault) => Assert.Equal(
        fault,
        Assert.IsType<ScriptFault.OfGateway>(GivenScript.Step($"{{at: 1s, fault: {text}}}").Fault).Fault);

    [Fact]
    public void Every_fault_word_and_key_is_tried_here() => Assert.Equal(
        [.. ScriptKeys.FaultWords.Union(ScriptKeys.Fault.Keys).Order()],
        OfRequests.Select(row => row.Data.Item1).Concat(OfGateways.Select(row => row.Data.Item1))
            .Select(text => text.Trim('{').Split(':')[0])
            .Distinct()
            .Order());

    [Theory]
    [InlineData("", null, null, "every gateway")]
    [InlineData("gateway: hall2, ", "hall2", null, "hall2")]
    [InlineData("gateway: hall1, unit: 2, ", "hall1", (byte)2, "hall1 unit 2")]
    [InlineData("device: hall1/tank, ", "hall1", (byte)2, "hall1/tank")]
    public void A_step_concerns_whom_it_names(string target, string? gateway, byte? unit, string words)
    {
        var step = GivenScript.Step($"{{at: 1s, {target}fault: silence}}");
        Assert.Equal(new ScriptTarget(gateway is null ? null : new GatewayId(gateway), unit, words), step.Target);
    }

    [Fact]
    public void Times_and_numbers_are_read()
    {
        var step = GivenScript.Step("{every: 30s, jitter: 5s, for: 2s, fault: silence}");
        Assert.Equal(
            (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2)),
            (step.At, step.Every!.Value, step.Jitter, step.For!.Value));
        Assert.Equal(3, GivenScript.Step("{at: 0s, requests: 3, fault: silence}").Requests);
        Assert.Equal(TimeSpan.FromSeconds(5), GivenScript.Step("{at: 0s, fault: {powerCycle: {off: 5s}}}").For);
    }

    [Fact]
    public void Values_are_set_as_the_points_have_them()
    {
        var step = GivenScript.Step(
            "{at: 1s, device: hall1/pump, set: {speed: 3000, level: 7, on: true, mode: heating, sp: 500}}");
        Assert.Equal(
            [
                Of("speed", PointValue.Of(3000L)), Of("level", PointValue.Of(7.0)), Of("on", PointValue.Of(true)),
                Of("mode", PointValue.Of("heating")), Of("sp", PointValue.Of(500L)) with { MovesAgain = false },
            ],
            step.Settings);

        static PointSetting Of(string point, PointValue value) => new(Pump, new PointId(point), value, true);
    }

    [Theory]
    [InlineData("speed", "{sine: {min: 0, max: 50, period: 60s}}", "Sine { Min = 0, Max = 50, Period = 00:01:00 }")]
    [InlineData("level", "{ramp: {min: 1, max: 2, period: 2s}}", "Ramp { Min = 1, Max = 2, Period = 00:00:02 }")]
    [InlineData("on", "{square: {low: false, high: true, period: 2s}}",
        "Square { Low = false, High = true, Period = 00:00:02 }")]
    [InlineData("mode", "{constant: heating}", "Constant { Value = heating }")]
    [InlineData("level", "{random: {seed: 1, min: 2, max: 3, every: 1s}}",
        "Random { Seed = 1, Min = 2, Max = 3, Every = 00:00:01 }")]
    public void A_waveform_is_read(string point, string text, string signal)
    {
        var read = GivenScript.Of($"waveforms:\n  hall1/pump/{point}: {text}").Signals.Single();
        Assert.Equal((Pump, new PointId(point)), (read.Device, read.Point));
        Assert.Equal(signal, read.Signal.ToString());
    }

    [Fact]
    public void Steps_of_a_waveform_are_read()
    {
        var script = GivenScript.Of(
            "waveforms: {hall1/pump/speed: {steps: [{value: 1, for: 10s}, {value: 5, for: 5s}]}}");
        ImmutableArray<(PointValue, TimeSpan)> steps =
            [(PointValue.Of(1L), TimeSpan.FromSeconds(10)), (PointValue.Of(5L), TimeSpan.FromSeconds(5))];
        Assert.Equal(steps, Assert.IsType<Signal.Steps>(script.Signals.Single().Signal).Values);
    }

    [Theory]
    [InlineData("loop: true", 12)]
    [InlineData("loop: 60s", 60)]
    [InlineData("loop: false", null)]
    public void A_loop_takes_until_its_last_step_ends_or_as_long_as_it_says(string loop, int? seconds) => Assert.Equal(
        seconds is { } count ? TimeSpan.FromSeconds(count) : null,
        GivenScript.Of($"{loop}\nsteps: [{{at: 10s, for: 2s, fault: silence}}, {{at: 1s, fault: freeze}}]").Loop);

    [Fact]
    public void The_example_is_read_for_the_example_plant()
    {
        var plant = Given.Plant(Given.Example);
        var text = RepositoryFile.Text("Deploy", "simulations", "example.yaml");
        Assert.Empty(ScriptFile.Parse(text, "example.yaml", plant).Problems);
    }

    private static DeviceId DeviceOf(string id) =>
        GivenScript.Plant.Gateways.SelectMany(gateway => gateway.Devices).Single(d => d.Id.ToString() == id).Id;
}
