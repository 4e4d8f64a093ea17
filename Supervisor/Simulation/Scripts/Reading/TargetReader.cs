using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Plant.Reading;

namespace Understudy.Supervisor.Simulation.Scripts.Reading;

/// <summary>Reads whom a step concerns: <c>device</c>, or <c>gateway</c> and <c>unit</c>, or none of them.</summary>
internal sealed class TargetReader(PlantSpec plant, ProblemList problems)
{
    /// <param name="device">Of the step, where it has a known one.</param>
    /// <returns>Null where there was a problem.</returns>
    public ScriptTarget? Read(Fields step, DeviceSpec? device)
    {
        if (step.Has("device"))
        {
            if (step.Has("gateway") || step.Has("unit"))
                step.Problem("device", "Either 'device' or 'gateway' and 'unit' are expected, not both.");
            return device is null ? null : new ScriptTarget(device.Id.Gateway, device.Unit, device.Id.ToString());
        }

        var count = problems.Count;
        var gateway = Gateway(step);
        var unit = (byte?)step.Integer("unit", 0, byte.MaxValue);
        if (problems.Count > count) return null;
        if (unit is { } one) return gateway is null ? NoGateway(step) : OfUnit(step, gateway, one);
        return gateway is null
            ? new ScriptTarget(null, null, "every gateway")
            : new ScriptTarget(gateway.Id, null, gateway.Id.ToString());
    }

    private GatewaySpec? Gateway(Fields step)
    {
        if (!step.Has("gateway")) return step.Has("unit") && plant.Gateways is [var only] ? only : null;
        if (step.Text("gateway", "the id of a gateway") is not { } id) return null;
        if (plant.Gateways.FirstOrDefault(gateway => gateway.Id.Value == id.Text) is { } found) return found;
        problems.Add(id, $"The plant has no gateway '{id.Shown}': "
            + Spelling.Hint(id.Text, plant.Gateways.Select(gateway => gateway.Id.Value)));
        return null;
    }

    private static ScriptTarget? NoGateway(Fields step)
    {
        step.Problem("unit", "'unit' needs 'gateway', as the plant has several.");
        return null;
    }

    private static ScriptTarget? OfUnit(Fields step, GatewaySpec gateway, byte unit)
    {
        if (gateway.Devices.Any(device => device.Unit == unit))
            return new ScriptTarget(gateway.Id, unit, $"{gateway.Id} unit {unit}");
        step.Problem("unit", $"{gateway.Id} has no unit {unit}: "
            + Spelling.Hint("", gateway.Devices.Select(device => $"{device.Unit}")));
        return null;
    }
}
