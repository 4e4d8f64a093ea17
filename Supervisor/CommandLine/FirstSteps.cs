using System.Globalization;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine;

/// <summary>Commands worth trying on a plant, each of which works as it stands.</summary>
public static class FirstSteps
{
    /// <summary>Writing is only proposed where nothing real can move.</summary>
    public static IReadOnlyList<(string Command, string Purpose)> Of(PlantSpec plant)
    {
        var devices = plant.Gateways.SelectMany(gateway => gateway.Devices).ToList();
        if (devices.Count == 0) return [("apply FILE", "declare a plant; docs/plant-file.md tells how")];
        var steps = new List<(string, string)>();
        var (device, reads) = devices
            .Select(device => (device, Reads(device)))
            .FirstOrDefault(pair => pair.Item2.Count > 0, (devices[0], []));
        if (reads.Count > 0) steps.Add(($"read {device.Id} {string.Join(' ', reads)}", "values with quality and age"));
        var simulated = plant.Gateways
            .Where(gateway => gateway.Link.Kind == PlantLink.Simulator)
            .SelectMany(gateway => gateway.Devices)
            .ToList();
        if (simulated.Select(Write).FirstOrDefault(write => write is not null) is { } write)
            steps.Add((write, "a setting, durable before it is sent"));
        if (simulated.Count > 0)
            steps.Add(($"restart {(simulated.Contains(device) ? device : simulated[0]).Id}",
                "a driver's restart that no client notices"));
        steps.Add(($"journal {device.Id}", "who asked what, and what came of it"));
        if (steps.Count < 3) steps.Add(("devices", "all devices, and who serves them"));
        return [.. steps.Take(3)];
    }

    private static List<string> Reads(DeviceSpec device) =>
    [
        .. device.Points
            .Where(point => point is { Role: PointRole.Measurement, ScanPeriod: not null })
            .Select(point => point.Id.Value)
            .Take(2),
    ];

    private static string? Write(DeviceSpec device)
    {
        var point = device.Points.FirstOrDefault(point =>
            point is { Role: PointRole.Configuration, Range: not null });
        return point is null ? null : $"write {device.Id} {point.Id} {Example(point)}";
    }

    /// <summary>A quarter up its range, in a kind that the point takes.</summary>
    private static string Example(PointSpec point)
    {
        var (min, max) = (point.Range!.Min, point.Range.Max);
        var value = Math.Round(min + ((max - min) / 4));
        if (value < min || value > max) value = min;
        var isReal = ValueForm.Of(point).Kind == ValueKind.Real;
        return value.ToString(isReal ? "0.0###" : "0", CultureInfo.InvariantCulture);
    }
}
