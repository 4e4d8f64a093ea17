using System.Globalization;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Interlocks that go by points of other devices. What they name can be looked up only when all devices are
/// read, and may be another one for each device that has the profile.</summary>
internal sealed class OtherInputs(ProblemList problems)
{
    private readonly Dictionary<InterlockSpec, (Fields Fields, PointId? Of)> _read =
        new(ReferenceEqualityComparer.Instance);

    private readonly HashSet<(Fields Fields, string Key, string Message)> _told = [];
    private Dictionary<DeviceId, DeviceSpec> _devices = [];

    /// <summary>It is of another device, by its form.</summary>
    public static bool IsNamed(Fields fields) =>
        fields.Node("point") is TextNode node && node.Text.Contains('/', StringComparison.Ordinal);

    /// <summary>Null if there is too little to go on; then there is a problem.</summary>
    /// <param name="of">The point that has the interlock; null: a command has.</param>
    public InterlockSpec? Read(Fields fields, PointId? of)
    {
        var named = (TextNode)fields.Node("point")!;
        ConditionReader.CheckGiven(fields, problems);
        var (above, below) = (fields.Number("above"), fields.Number("below"));
        var equals = ConditionReader.EqualTo(fields, null);
        var parts = named.Text.Split('/');
        if (parts.Length > 3 || !parts.All(part => Name.IsValid(part)))
        {
            fields.Problem("point", $"'{named.Shown}' names no point: POINT of the same device, DEVICE/POINT of the "
                + "same gateway or GATEWAY/DEVICE/POINT is expected.");
            return null;
        }

        var device = new InterlockDevice(parts.Length == 3 ? new GatewayId(parts[0]) : null, parts[^2]);
        var interlock = new InterlockSpec(new PointId(parts[^1]), above, below, equals, device);
        _read.Add(interlock, (fields, of));
        return interlock;
    }

    /// <summary>Looks up all that were read. Does nothing where the plant has problems: they may be why a device is
    /// not found.</summary>
    public void Check(PlantSpec plant)
    {
        if (_read.Count == 0 || problems.Count > 0) return;
        _devices = plant.Gateways.SelectMany(gateway => gateway.Devices).ToDictionary(device => device.Id);
        var count = 0;
        foreach (var device in _devices.Values)
        {
            var inputs = new HashSet<DevicePoint>();
            foreach (var interlock in Interlocks(device))
            {
                if (!_read.TryGetValue(interlock, out var read)) continue;
                Check(device.Id, interlock, read.Fields, read.Of);
                if (!inputs.Add(interlock.InputOf(device.Id)) || ++count != PlantLimits.OtherInputsMax + 1) continue;
                Problem(read.Fields, "point", string.Create(
                    CultureInfo.InvariantCulture,
                    $"With this one more than {PlantLimits.OtherInputsMax} points of other devices are looked at."));
            }
        }
    }

    private static IEnumerable<InterlockSpec> Interlocks(DeviceSpec device)
    {
        foreach (var point in device.Points)
            foreach (var interlock in point.Interlocks)
                yield return interlock;
        foreach (var command in device.Commands)
            foreach (var interlock in command.Interlocks)
                yield return interlock;
    }

    private void Check(DeviceId own, InterlockSpec interlock, Fields fields, PointId? of)
    {
        var input = interlock.InputOf(own);
        var forWhom = interlock.Device!.Gateway is null ? $" (for {own})" : "";
        if (!_devices.TryGetValue(input.Device, out var device))
        {
            Problem(fields, "point", $"'{input.Device}'{forWhom} is no device of this plant: "
                + Spelling.Hint(input.Device.ToString(), _devices.Keys.Select(id => id.ToString())));
            return;
        }

        if (device.Point(input.Point) is not { } point)
        {
            Problem(fields, "point", $"'{input.Point}' is no point of '{input.Device}'{forWhom}, which has the profile "
                + $"'{device.Profile}': {Spelling.Hint(input.Point.Value, device.Points.Select(p => p.Id.Value))}");
            return;
        }

        if (of is not null && input == new DevicePoint(own, of))
            Problem(fields, "point", InterlockReader.OnItself(input.Point));
        if (point is { IsReadable: true, ScanPeriod: null })
            Problem(fields, "point", InterlockReader.NotScanned(input.Point));
        if (!_told.Add((fields, "", $"{device.Profile}/{point.Id}"))) return;
        ConditionReader.CheckFits(fields, point);
        if (interlock.EqualTo is { } given && ConditionReader.EqualTo(fields, point) is { } value && value != given
            && value.AsNumber != given.AsNumber)
            Problem(fields, "equals", $"'{input}' is a text: put {given} into quotes.");
    }

    /// <summary>Of devices with one profile it is told once.</summary>
    private void Problem(Fields fields, string key, string message)
    {
        if (_told.Add((fields, key, message))) fields.Problem(key, message);
    }
}
