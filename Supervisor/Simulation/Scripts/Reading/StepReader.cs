using System.Collections.Immutable;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Simulation.Scripts.Reading;

/// <summary>Reads one step.</summary>
internal sealed class StepReader(TargetReader targets, ScriptPoints points, ProblemList problems)
{
    private readonly FaultReader _faults = new(problems);

    /// <summary>Null, and a problem, where it can't be used.</summary>
    public ScriptStep? Read(PlantNode node)
    {
        var count = problems.Count;
        if (Fields.Of(node, ScriptKeys.Step, problems, ScriptKeys.All) is not { } fields) return null;
        var device = fields.Text("device", "the id of a device, for example hall1/pump") is { } id
            ? points.Device(id)
            : null;
        var target = targets.Read(fields, device);
        var (fault, off) = _faults.Read(fields.Node("fault"));
        if (!fields.Has("fault") && !fields.Has("set"))
            problems.Add(fields.Map, "A step needs 'fault' or 'set': nothing happens in it.");
        var settings = Settings(fields, device);
        var at = fields.Duration("at", min: TimeSpan.Zero);
        var every = fields.Duration("every", ScriptLimits.PeriodMin);
        if (fields.Has("at") == fields.Has("every"))
            problems.Add(fields.Map, "Exactly one of 'at' and 'every' is expected, for example at: 5s.");
        var lasts = fields.Duration("for");
        var requests = (int?)fields.Integer("requests", 1, ScriptLimits.RequestsMax);
        CheckLength(fields, fault, off);
        if (fault is ScriptFault.OfGateway whole && target?.Unit is not null) CheckUnit(fields, whole);
        var step = problems.Count > count || target is null
            ? null
            : new ScriptStep(
                at ?? every!.Value, every, fields.Duration("jitter") ?? TimeSpan.Zero, off ?? lasts, requests,
                target, fault, settings);
        if (step is { Every: { } period } && step.Jitter + (step.For ?? TimeSpan.Zero) >= period)
            fields.Problem("every", "The step may last, with its jitter, as long as it takes to come again.");
        return problems.Count > count ? null : step;
    }

    private static void CheckLength(Fields fields, ScriptFault? fault, TimeSpan? off)
    {
        if (fields.Has("for") && fields.Has("requests"))
            fields.Problem("requests", "Either 'for' or 'requests' is expected, not both.");
        if (fields.Has("requests") && fault is not (null or ScriptFault.OfRequests))
            fields.Problem("requests", "This fault is not one of requests: say 'for' how long.");
        if (fields.Has("requests") && !fields.Has("fault"))
            fields.Problem("requests", "'requests' is of a fault, and the step has none.");
        if (fields.Has("for") && off is not null)
            fields.Problem("for", "The length of a power cycle is its 'off'.");
        if (fields.Has("for") && fault is ScriptFault.OfGateway { Fault: GatewayFault.Drop })
            fields.Problem("for", "Connections are dropped once: that takes no time.");
        if (fields.Has("for") && fault is ScriptFault.OfGateway { Fault: GatewayFault.Deafness })
            fields.Problem("for", "Connections that are heard no more are so until they end.");
    }

    private static void CheckUnit(Fields fields, ScriptFault.OfGateway fault)
    {
        if (fault.Fault is GatewayFault.NoPower { IsSilent: false }) return;
        fields.Problem("fault", fault.Fault is GatewayFault.NoPower
            ? "One unit has no connections of its own: leave 'silent' out."
            : "This fault is of a gateway as a whole: name it with 'gateway', without 'unit' or 'device'.");
    }

    private ImmutableArray<PointSetting> Settings(Fields fields, DeviceSpec? device)
    {
        if (fields.Node("set") is not { } node) return [];
        if (!fields.Has("device"))
            fields.Problem("set", "'set' needs 'device', whose points it sets.");
        if (node is not MapNode { Entries.Count: > 0 and <= ScriptLimits.SettingsPerStepMax } map)
            fields.Problem(
                "set", $"A mapping from 1 to {ScriptLimits.SettingsPerStepMax} points to values is expected.");
        else if (device is not null)
            return [.. map.Entries.Select(entry => Setting(device, entry)).OfType<PointSetting>()];
        return [];
    }

    private PointSetting? Setting(DeviceSpec device, MapEntry entry) =>
        points.Point(device, entry.Key.Text, entry.Key) is { } point && points.Value(point, entry.Value) is { } value
            ? new PointSetting(device.Id, point.Id, value, !point.IsWritable)
            : null;
}
