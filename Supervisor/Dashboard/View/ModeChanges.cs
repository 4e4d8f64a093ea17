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
        var old = new Dictionary<DeviceId, (DeviceMode? Mode, AdministrativeState? State)>();
        foreach (var device in before.Gateways.SelectMany(gateway => gateway.Devices))
            old[device.Id] = Of(device);
        var changed = after.Gateways
            .SelectMany(gateway => gateway.Devices)
            .Where(device => old.TryGetValue(device.Id, out var mode) && mode != Of(device))
            .ToList();
        if (changed.Count == 0) return null;
        var named = changed.Take(NamedMax).Select(device => $"{device.Id} is {ModeText.Of(device)}");
        var rest = changed.Count > NamedMax ? $", and {changed.Count - NamedMax} more devices changed" : "";
        return string.Join(", ", named) + rest + ".";
    }

    // That nothing was decided is no change once it is known.
    private static (DeviceMode? Mode, AdministrativeState State) Of(DevicePicture device) =>
        (device.Status?.Mode, device.Status?.Administrative?.State ?? AdministrativeState.Enabled);
}
