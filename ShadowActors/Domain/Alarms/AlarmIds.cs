using System.Diagnostics.CodeAnalysis;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>An alarm's id in the whole plant: its owner's ids and its name, with colons between them, which no name
/// has.</summary>
public static class AlarmIds
{
    private const int LengthMax = 4 * (Name.LengthMax + 1);

    public static string Of(GatewayId gateway, DeviceId? device, string alarm) =>
        device is null ? $"{gateway}:{alarm}" : $"{gateway}:{device.Name}:{alarm}";

    /// <summary>The name of a point's alarm within its device.</summary>
    public static string OfPoint(PointId point, AlarmCondition condition) => $"{point}:{condition.Name}";

    /// <summary>The point whose alarm it is; null: it is the device's own.</summary>
    public static PointId? PointOf(string alarm) =>
        alarm.IndexOf(':') is > 0 and var colon && Name.IsValid(alarm.AsSpan(0, colon))
            ? new PointId(alarm[..colon])
            : null;

    /// <param name="device">Null: it is the gateway's own.</param>
    /// <param name="alarm">Its name within its stream.</param>
    public static bool TryParse(
        string id,
        [NotNullWhen(true)] out GatewayId? gateway,
        out DeviceId? device,
        [NotNullWhen(true)] out string? alarm)
    {
        (gateway, device, alarm) = (null, null, null);
        if (id.Length > LengthMax) return false;
        var parts = id.Split(':');
        if (parts.Length is < 2 or > 4 || !Array.TrueForAll(parts, part => Name.IsValid(part))) return false;
        gateway = new GatewayId(parts[0]);
        if (parts.Length > 2) device = new DeviceId(gateway, parts[1]);
        alarm = string.Join(':', parts.Skip(device is null ? 1 : 2));
        return true;
    }
}
