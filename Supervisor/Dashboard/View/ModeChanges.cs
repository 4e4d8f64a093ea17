using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>What a screen reader is told: devices that changed their mode, not every value.</summary>
public static class ModeChanges
{
    private const int NamedMax = 3;

    /// <summary>Null where no device changed its mode.</summary>
    public static string? Between(PlantSnapshot? before, PlantSnapshot after)
    {
        if (before is null) return null;
        var old = new Dictionary<DeviceId, DeviceMode?>();
        foreach (var device in before.Gateways.SelectMany(gateway => gateway.Devices))
            old[device.Id] = device.Status?.Mode;
        var changed = after.Gateways
            .SelectMany(gateway => gateway.Devices)
            .Where(device => old.TryGetValue(device.Id, out var mode) && mode != device.Status?.Mode)
            .ToList();
        if (changed.Count == 0) return null;
        var named = changed.Take(NamedMax).Select(device => $"{device.Id} is {ModeText.Of(device)}");
        var rest = changed.Count > NamedMax ? $", and {changed.Count - NamedMax} more devices changed" : "";
        return string.Join(", ", named) + rest + ".";
    }
}
