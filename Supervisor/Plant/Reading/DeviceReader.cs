using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads the devices of a gateway.</summary>
internal sealed class DeviceReader(
    IReadOnlyDictionary<string, ProfileDraft?> profiles, OtherInputs others, ProblemList problems)
{
    // 248 to 254 are reserved (Modbus over Serial Line V1.02, 2.2); 255 is a TCP server's own number.
    private const int UnitMax = 247;
    private const int UnitOfServer = 255;
    private const int UnitsMax = UnitMax + 2;
    private readonly ScanResolver _scan = new(problems);
    private int _deviceCount;
    private long _pointCount;

    public IEnumerable<DeviceSpec> ReadAll(PlantNode? node, GatewayId gateway, ScanClasses classes)
    {
        var deviceByUnit = new Dictionary<byte, TextNode>();
        var former = new List<(TextNode Id, IReadOnlyList<TextNode> Former)>();
        foreach (var entry in NamedEntries.Of(node, "device", UnitsMax, problems))
            if (Read(entry, gateway, classes, deviceByUnit, former) is { } device)
                yield return device;
        Was.Check(former, "device", problems);
    }

    private DeviceSpec? Read(
        MapEntry entry,
        GatewayId gateway,
        ScanClasses classes,
        Dictionary<byte, TextNode> deviceByUnit,
        List<(TextNode Id, IReadOnlyList<TextNode> Former)> former)
    {
        if (Fields.Of(entry.Value, PlantKeys.Device, problems) is not { } fields) return null;
        var was = Was.Read(fields, entry.Key, "device", problems);
        former.Add((entry.Key, was));
        var profile = Profile(fields);
        var unit = Unit(fields, entry.Key, deviceByUnit);
        var area = Area(fields);
        var upkeep = UpkeepReader.Read(
            fields, profile?.Upkeep ?? UpkeepReader.DefaultOf(DeviceClass.Register), problems);
        if (profile is null || !IsWithinLimits(entry.Key, profile)) return null;
        var overrides = new Overrides(fields, profile, others, problems);
        var own = overrides.Points();
        var points = own is null
            ? _scan.Points(profile, gateway.Value, classes)
            : _scan.Points(own, gateway.Value, classes);
        return new DeviceSpec(
            new DeviceId(gateway, entry.Key.Text),
            profile.Name,
            profile.Class,
            unit ?? 0,
            area,
            profile.Identity,
            points,
            overrides.Commands(own ?? profile.Points),
            upkeep.Budget,
            upkeep.RestoreWithin,
            upkeep.Record,
            profile.ReadGap,
            profile.BitWrites,
            upkeep.Share,
            profile.RestoreGroups)
        {
            BootIdentity = profile.BootIdentity,
            ReadMax = profile.ReadMax,
            Was = [.. was.Select(id => id.Text)],
        };
    }

    private ProfileDraft? Profile(Fields fields)
    {
        fields.Required("profile", "which of the file's profiles the device has, for example profile: eurotherm");
        if (fields.Text("profile", "the id of a profile") is not { } node) return null;
        if (profiles.TryGetValue(node.Text, out var profile)) return profile;
        fields.Problem("profile", $"'{node.Shown}' is no profile of this file: "
            + $"{Spelling.Hint(node.Text, profiles.Keys)}");
        return null;
    }

    private byte? Unit(Fields fields, TextNode device, Dictionary<byte, TextNode> deviceByUnit)
    {
        fields.Required("unit", $"the device's Modbus unit id, 0 to {UnitMax} or {UnitOfServer}");
        if (fields.Integer("unit", 0, UnitOfServer) is not { } unit) return null;
        if (unit is > UnitMax and < UnitOfServer)
            fields.Problem("unit", $"{unit} is reserved: a unit id is 0 to {UnitMax}, or {UnitOfServer} for a device "
                + "that is itself the endpoint.");
        if (!deviceByUnit.TryAdd((byte)unit, device))
            fields.Problem("unit", $"Unit {unit} of this gateway is already '{deviceByUnit[(byte)unit].Text}', in line "
                + $"{deviceByUnit[(byte)unit].Line}: every device has its own.");
        return (byte)unit;
    }

    private static string? Area(Fields fields)
    {
        var area = fields.Text("area", "a name of the place");
        if (area is not null && (area.Text.Length > PlantLimits.TextLengthMax || area.Text.Any(char.IsControl)))
            fields.Problem("area", $"An area is one line of at most {PlantLimits.TextLengthMax} characters.");
        return area?.Text;
    }

    private bool IsWithinLimits(TextNode device, ProfileDraft profile)
    {
        var wasWithin = _deviceCount <= PlantLimits.DevicesMax && _pointCount <= PlantLimits.PointsMax;
        _deviceCount++;
        _pointCount += profile.Points.Length;
        if (!wasWithin) return false;
        if (_deviceCount > PlantLimits.DevicesMax)
            problems.Add(device, $"This is one device more than the {PlantLimits.DevicesMax} a plant may have.");
        else if (_pointCount > PlantLimits.PointsMax)
            problems.Add(
                device, $"With this device there are more than the {PlantLimits.PointsMax} points a plant may have.");
        else
            return true;
        return false;
    }
}
