using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Renaming;

namespace Understudy.ShadowActors.Domain;

/// <summary>What has to change so that what runs is what is declared. Only what changed is touched.</summary>
/// <param name="Relink">The link itself changed: every device gets a new incarnation on the new one.</param>
/// <param name="Stop">Devices to stop: declared no more, or differently.</param>
/// <param name="Start">Devices to start, the changed ones after they have stopped.</param>
public sealed record GatewayPlan(bool Relink, ImmutableArray<DeviceId> Stop, ImmutableArray<DeviceSpec> Start)
{
    public static GatewayPlan Between(GatewaySpec? running, GatewaySpec wanted)
    {
        var relink = running is not null && running.Link != wanted.Link;
        var old = running?.Devices.ToDictionary(device => device.Id) ?? [];
        var changed = wanted.Devices
            .Where(device => relink || !old.TryGetValue(device.Id, out var known) || !known.Equals(device)
                || Renames.IsNew(known, device))
            .ToImmutableArray();
        var kept = wanted.Devices.Except(changed).Select(device => device.Id).ToHashSet();
        return new GatewayPlan(relink, [.. old.Keys.Where(id => !kept.Contains(id))], changed);
    }

    /// <summary>There is nothing to do, also for what was renamed.</summary>
    public static bool IsDone(GatewaySpec? running, GatewaySpec wanted) => ReferenceEquals(running, wanted)
        || (running == wanted
            && !running.Devices.Zip(wanted.Devices, Renames.IsNew).Any(isNew => isNew));
}
