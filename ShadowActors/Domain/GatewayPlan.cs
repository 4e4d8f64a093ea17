using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Renaming;

namespace Understudy.ShadowActors.Domain;

/// <summary>What has to change so that what runs is what is declared. Only what changed is touched.</summary>
/// <param name="Relink">The link itself changed: every device gets a new incarnation on the new one.</param>
/// <param name="Stop">Devices that are declared no more, or renamed; where the link is of another kind, all.</param>
/// <param name="Start">Devices to start, those that are stopped first after that.</param>
/// <param name="Change">Devices whose shadows go on with another declaration.</param>
public sealed record GatewayPlan(
    bool Relink, ImmutableArray<DeviceId> Stop, ImmutableArray<DeviceSpec> Start, ImmutableArray<DeviceSpec> Change)
{
    public static GatewayPlan Between(GatewaySpec? running, GatewaySpec wanted)
    {
        var relink = running is not null && running.Link != wanted.Link;
        var old = running?.Devices.ToDictionary(device => device.Id) ?? [];
        // Another kind has other drivers: nothing of the old ones is kept.
        if (relink && running!.Link.Kind != wanted.Link.Kind)
            return new GatewayPlan(relink, [.. old.Keys], wanted.Devices, []);
        var kept = wanted.Devices
            .Where(device => old.TryGetValue(device.Id, out var known) && CanGoOn(known, device))
            .ToList();
        return new GatewayPlan(
            relink,
            [.. old.Keys.Except(kept.Select(device => device.Id))],
            [.. wanted.Devices.Except(kept)],
            [.. kept.Where(device => !old[device.Id].Equals(device))]);
    }

    /// <summary>There is nothing to do, also for what was renamed.</summary>
    public static bool IsDone(GatewaySpec? running, GatewaySpec wanted) => ReferenceEquals(running, wanted)
        || (running == wanted
            && !running.Devices.Zip(wanted.Devices, Renames.IsNew).Any(isNew => isNew));

    /// <summary>What was renamed goes on under its new names in a shadow that begins with them.</summary>
    private static bool CanGoOn(DeviceSpec known, DeviceSpec device) =>
        known.JournalName == device.JournalName && known.NotRun is null && device.NotRun is null
        && !Renames.IsNew(known, device);
}
