using System.Collections.Immutable;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Simulation.Scripts.Reading;

/// <summary>Reads <c>waveforms</c>.</summary>
internal sealed class SignalReader(ScriptPoints points, ProblemList problems)
{
    private const string Form = "for example {sine: {min: 0, max: 50, period: 60s}}";

    public ImmutableArray<(DeviceId Device, PointId Point, Signal Signal)> ReadAll(PlantNode? node)
    {
        if (node is null) return [];
        if (node is not MapNode map || map.Entries.Count > ScriptLimits.SignalsMax)
        {
            problems.Add(node, $"A mapping from at most {ScriptLimits.SignalsMax} points (hall1/pump/speed) to "
                + "how they move is expected.");
            return [];
        }

        var lineByPoint = new Dictionary<string, int>(StringComparer.Ordinal);
        var signals = ImmutableArray.CreateBuilder<(DeviceId, PointId, Signal)>();
        foreach (var (key, value) in map.Entries)
            if (!lineByPoint.TryAdd(key.Text, key.Line))
                problems.Add(key, $"'{key.Shown}' is given twice, first in line {lineByPoint[key.Text]}.");
            else if (Target(key) is var (device, point) && Read(point, value) is { } signal)
                signals.Add((device.Id, point.Id, signal));
        return signals.ToImmutable();
    }

    private (DeviceSpec Device, PointSpec Point)? Target(TextNode key)
    {
        var slash = key.Text.LastIndexOf('/');
        if (slash < 0)
        {
            problems.Add(key, $"'{key.Shown}' is no point: gateway/device/point is expected.");
            return null;
        }

        var id = new TextNode(key.Line, key.Column, key.Path, key.Text[..slash], key.IsQuoted);
        if (points.Device(id) is not { } device) return null;
        if (points.Point(device, key.Text[(slash + 1)..], key) is not { } point) return null;
        if (!point.IsWritable) return (device, point);
        problems.Add(key, $"'{key.Shown}' can be written, so it stays as it was written; 'set' in a step changes it.");
        return null;
    }

    private Signal? Read(PointSpec point, PlantNode node)
    {
        if (node is not MapNode { Entries: [var (kind, value)] } map)
        {
            problems.Add(node, $"One way to move is expected, {Form}.");
            return null;
        }

        if (!ScriptKeys.Waveform.Knows(kind.Text))
        {
            // It says what is wrong with the key.
            Fields.Of(map, ScriptKeys.Waveform, problems, ScriptKeys.All);
            return null;
        }

        var isNumber = ValueForm.Of(point).Kind is ValueKind.Integer or ValueKind.Real;
        if (!isNumber && kind.Text is "sine" or "ramp" or "random")
        {
            problems.Add(kind, $"'{point.Id}' is no number: constant, square or steps is expected.");
            return null;
        }

        var count = problems.Count;
        var signal = Read(kind.Text, point, value);
        return problems.Count > count ? null : signal;
    }

    private Signal? Read(string kind, PointSpec point, PlantNode value)
    {
        switch (kind)
        {
            case "constant":
                return points.Value(point, value) is { } constant ? new Signal.Constant(constant) : null;
            case "sine":
                return Range(point, value, ScriptKeys.Sine, "period") is var (low, high, _, period)
                    ? new Signal.Sine(low, high, period)
                    : null;
            case "ramp":
                return Range(point, value, ScriptKeys.Ramp, "period") is var (from, to, _, turn)
                    ? new Signal.Ramp(from, to, turn)
                    : null;
            case "random":
                return Range(point, value, ScriptKeys.Random, "every") is var (min, max, fields, every)
                    ? new Signal.Random(fields.Integer("seed", 0, long.MaxValue) ?? 0, min, max, every)
                    : null;
            case "square":
                return Square(point, value);
            default:
                return Steps(point, value);
        }
    }

    private (double Min, double Max, Fields Fields, TimeSpan Time)? Range(
        PointSpec point, PlantNode node, KeySet keys, string time)
    {
        if (Fields.Of(node, keys, problems, ScriptKeys.All) is not { } fields) return null;
        fields.Required("min", "the least value");
        fields.Required("max", "the greatest value");
        fields.Required(time, $"for example {time}: 10s");
        var (min, max) = (fields.Number("min"), fields.Number("max"));
        var duration = fields.Duration(time);
        if (min > max) fields.Problem("min", FormattableString.Invariant($"min, {min}, is above max, {max}."));
        if (min is not null) points.Value(point, fields.Node("min"));
        if (max is not null) points.Value(point, fields.Node("max"));
        return min is { } least && max is { } most && duration is { } lasts ? (least, most, fields, lasts) : null;
    }

    private Signal.Square? Square(PointSpec point, PlantNode node)
    {
        if (Fields.Of(node, ScriptKeys.Square, problems, ScriptKeys.All) is not { } fields) return null;
        fields.Required("low", "the value of the first half of each period");
        fields.Required("high", "the value of the second half of each period");
        fields.Required("period", "for example period: 10s");
        var (low, high) = (points.Value(point, fields.Node("low")), points.Value(point, fields.Node("high")));
        return low is { } first && high is { } second && fields.Duration("period") is { } period
            ? new Signal.Square(first, second, period)
            : null;
    }

    private Signal.Steps? Steps(PointSpec point, PlantNode node)
    {
        if (node is not ListNode { Items.Count: > 0 and <= ScriptLimits.SignalStepsMax } list)
        {
            problems.Add(node, $"A list of 1 to {ScriptLimits.SignalStepsMax} values with their times is expected, for "
                + "example [{value: 1, for: 10s}, {value: 5, for: 5s}].");
            return null;
        }

        var levels = ImmutableArray.CreateBuilder<(PointValue, TimeSpan)>();
        foreach (var item in list.Items)
        {
            if (Fields.Of(item, ScriptKeys.Level, problems, ScriptKeys.All) is not { } fields) continue;
            fields.Required("value", "what the point holds");
            fields.Required("for", "how long, for example for: 10s");
            if (points.Value(point, fields.Node("value")) is { } value && fields.Duration("for") is { } lasts)
                levels.Add((value, lasts));
        }

        return levels.Count == 0 ? null : new Signal.Steps(levels.ToImmutable());
    }
}
