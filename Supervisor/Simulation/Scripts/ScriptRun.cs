using System.Globalization;
using System.Net.Sockets;
using Understudy.Hardware.Model;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>Carries a script out on running simulators, and says a line for each thing that happens.</summary>
/// <param name="simulators">Of all gateways of the plant that the script was checked against.</param>
public sealed class ScriptRun(
    SimulationScript script,
    IReadOnlyDictionary<GatewayId, ModbusSimulator> simulators,
    TimeProvider clock,
    Action<string> say)
{
    // Whose fault holds where: what ends must not end what has taken its place.
    private readonly Dictionary<(GatewayId Gateway, byte? Unit, Type Kind), int> _stepByPlace = [];

    /// <summary>Returns when nothing will happen any more; what has no end goes on.</summary>
    /// <exception cref="SocketException">A gateway that comes back can't have its port.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        foreach (var (device, point, signal) in script.Signals)
            simulators[device.Gateway].Follow(device, point, signal);
        var done = ScriptSchedule.Before;
        while (ScriptSchedule.Next(script, done) is { } next)
        {
            await WaitAsync(next, began, cancellation);
            foreach (var due in ScriptSchedule.Due(script, done, next)) await CarryOutAsync(due);
            done = next;
        }
    }

    // A timer takes no very long time, and may be a little early.
    private async Task WaitAsync(TimeSpan next, long began, CancellationToken cancellation)
    {
        while (next - clock.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
            await Task.Delay(left < ScriptLimits.WaitMax ? left : ScriptLimits.WaitMax, clock, cancellation);
    }

    private async Task CarryOutAsync(ScriptEvent due)
    {
        var step = script.Steps[due.Step];
        foreach (var (id, simulator) in simulators)
            if (step.Target.Gateway is null || step.Target.Gateway == id)
                await (due.IsBegin ? BeginAsync(simulator, id, due.Step) : EndAsync(simulator, id, due.Step));
        var what = due.IsBegin ? BeginWords(step) : $"{step.Fault?.Words ?? SettingWords(step)} ends";
        say(string.Create(
            CultureInfo.InvariantCulture, $"{due.At.TotalSeconds:0.0} s {step.Target.Words}: {what}"));
    }

    private async Task BeginAsync(ModbusSimulator simulator, GatewayId gateway, int place)
    {
        var step = script.Steps[place];
        foreach (var setting in step.Settings) simulator.SetValue(setting.Device, setting.Point, setting.Value);
        if (step.Fault is null) return;
        _stepByPlace[Place(step, gateway)] = place;
        switch (step.Fault)
        {
            case ScriptFault.OfRequests { Fault: var fault }:
                simulator.Set(step.Target.Unit, fault, step.Requests);
                break;
            case ScriptFault.OfGateway when step.Target.Unit is { } unit:
                simulator.Set(unit, new SimulatorFault.Silence());
                break;
            case ScriptFault.OfGateway { Fault: var fault }:
                await simulator.BeginAsync(fault);
                break;
        }
    }

    private async Task EndAsync(ModbusSimulator simulator, GatewayId gateway, int place)
    {
        var step = script.Steps[place];
        foreach (var setting in step.Settings)
            if (setting.MovesAgain)
                simulator.Unpin(setting.Device, setting.Point);
        if (step.Fault is null || _stepByPlace.GetValueOrDefault(Place(step, gateway), -1) != place) return;
        _stepByPlace.Remove(Place(step, gateway));
        switch (step.Fault)
        {
            case ScriptFault.OfRequests:
                simulator.Clear(step.Target.Unit);
                break;
            case ScriptFault.OfGateway when step.Target.Unit is { } unit:
                await simulator.PowerCycleAsync(unit);
                simulator.Clear(unit);
                break;
            case ScriptFault.OfGateway { Fault: var fault }:
                await simulator.EndAsync(fault);
                break;
        }
    }

    private static (GatewayId Gateway, byte? Unit, Type Kind) Place(ScriptStep step, GatewayId gateway) => (
        gateway,
        step.Target.Unit,
        step.Fault is ScriptFault.OfGateway { Fault: var fault } && step.Target.Unit is null
            ? fault.GetType()
            : typeof(SimulatorFault));

    private static string BeginWords(ScriptStep step)
    {
        var what = string.Join(
            ", ", new[] { step.Fault?.Words, SettingWords(step) }.Where(words => !string.IsNullOrEmpty(words)));
        return step switch
        {
            { For: { } lasts } => $"{what} for {PlantDuration.Format(lasts)}",
            { Requests: 1 } => $"{what} for 1 request",
            { Requests: { } count } => $"{what} for {count} requests",
            _ => what,
        };
    }

    private static string SettingWords(ScriptStep step) =>
        string.Join(", ", step.Settings.Select(setting => $"{setting.Point} = {setting.Value}"));
}
