using System.Collections.Immutable;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant;

/// <summary>What applying a plant would change. Ids are in their order; a gateway that is added or removed is listed with
/// all its devices, one that changed is one whose own keys did.</summary>
/// <param name="Lines">The same for people: <c>+</c> added, <c>-</c> removed, <c>~</c> changed, one line per key.</param>
public sealed record PlantDiff(
    ImmutableArray<GatewayId> GatewaysAdded,
    ImmutableArray<GatewayId> GatewaysRemoved,
    ImmutableArray<GatewayId> GatewaysChanged,
    ImmutableArray<DeviceId> DevicesAdded,
    ImmutableArray<DeviceId> DevicesRemoved,
    ImmutableArray<DeviceId> DevicesChanged,
    ImmutableArray<string> Lines)
{
    public bool IsEmpty => Lines.IsEmpty;

    /// <param name="running">Null: nothing runs yet.</param>
    public static PlantDiff Between(PlantSpec? running, PlantSpec wanted)
    {
        running ??= PlantSpec.Empty;
        var gateways = Changes<GatewayId, GatewaySpec>.Between(
            running.Gateways, wanted.Gateways, gateway => gateway.Id, gateway => Json(gateway with { Devices = [] }));
        var devices = Changes<DeviceId, DeviceSpec>.Between(
            running.Gateways.SelectMany(gateway => gateway.Devices),
            wanted.Gateways.SelectMany(gateway => gateway.Devices),
            device => device.Id,
            Json);
        var lines = gateways.Lines(SpecText.Of, SpecText.Summary).Concat(devices.Lines(SpecText.Of, SpecText.Summary));
        return new PlantDiff(
            gateways.Added,
            gateways.Removed,
            gateways.Changed,
            devices.Added,
            devices.Removed,
            devices.Changed,
            [.. lines.OrderBy(line => line.Id, StringComparer.Ordinal).Select(line => line.Text)]);
    }

    private static byte[] Json<T>(T spec) => JsonSerializer.SerializeToUtf8Bytes(spec);
}
