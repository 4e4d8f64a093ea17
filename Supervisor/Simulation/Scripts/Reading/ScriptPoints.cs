using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Simulation.Scripts.Reading;

/// <summary>The devices and points of the plant that a script is for, and the values they can have.</summary>
internal sealed class ScriptPoints(PlantSpec plant, ProblemList problems)
{
    private readonly Dictionary<string, DeviceSpec> _deviceById = plant.Gateways
        .SelectMany(gateway => gateway.Devices)
        .ToDictionary(device => device.Id.ToString(), StringComparer.Ordinal);

    public DeviceSpec? Device(TextNode id)
    {
        if (_deviceById.TryGetValue(id.Text, out var device)) return device;
        problems.Add(id, $"The plant has no device '{id.Shown}': {Spelling.Hint(id.Text, _deviceById.Keys)}");
        return null;
    }

    public PointSpec? Point(DeviceSpec device, string id, TextNode at)
    {
        if (device.Points.FirstOrDefault(point => point.Id.Value == id) is { } found) return found;
        problems.Add(
            at, $"{device.Id} has no point '{id}': {Spelling.Hint(id, device.Points.Select(point => point.Id.Value))}");
        return null;
    }

    /// <summary>A value that the point can hold, in its declared range or not.</summary>
    public PointValue? Value(PointSpec point, PlantNode? node)
    {
        if (node is null) return null;
        var form = ValueForm.Of(point) with { Range = null };
        if (form.Kind == ValueKind.Structure || node is not TextNode { IsNothing: false } text)
        {
            problems.Add(node, form.Kind == ValueKind.Structure
                ? $"'{point.Id}' is a structure, which a script can't set."
                : $"A value of '{point.Id}' is expected, not {node.What}.");
            return null;
        }

        var value = form.Kind == ValueKind.Text
            ? PointValue.Of(text.Text)
            : PlantScalar.Value(text) ?? PointValue.Of(text.Text);
        if (form.Kind == ValueKind.Real && value.Kind == ValueKind.Integer)
            value = PointValue.Of((double)value.AsInteger);
        if (ModbusValueCodec.Problem(form, value) is not { } problem) return value;
        problems.Add(node, $"'{point.Id}' can't be {text.What}: {problem}.");
        return null;
    }
}
