using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Journal;

/// <summary>The streams of the journal, by name and by what they are folded to.</summary>
public static class JournalStreams
{
    public const string PlantId = "plant";

    private const string DevicePrefix = "shadow-";

    public static string IdOf(DeviceId device) => IdOfDevice(device.ToString());

    public static string IdOf(GatewayId gateway) => IdOfGateway(gateway.Value);

    /// <summary>The device whose stream it is, unless it was renamed; null: it is no device's.</summary>
    public static DeviceId? DeviceOf(string stream) =>
        stream.StartsWith(DevicePrefix, StringComparison.Ordinal)
        && DeviceId.TryParse(stream[DevicePrefix.Length..], out var device)
            ? device
            : null;

    public static string IdOfDevice(string journal) => DevicePrefix + journal;

    public static string IdOfGateway(string journal) => $"gateway-{journal}";

    public static JournalStream<ShadowState, ShadowEvents.ShadowEvent> Of(DeviceId device) =>
        OfDevice(device.ToString());

    public static JournalStream<GatewayState, GatewayEvents.GatewayEvent> Of(GatewayId gateway) =>
        OfGateway(gateway.Value);

    /// <param name="journal">What the device's journal is called.</param>
    public static JournalStream<ShadowState, ShadowEvents.ShadowEvent> OfDevice(string journal) =>
        new(IdOfDevice(journal), ShadowState.Empty, static (state, happened) => state.Apply(happened));

    /// <param name="journal">What the gateway's journal is called.</param>
    public static JournalStream<GatewayState, GatewayEvents.GatewayEvent> OfGateway(string journal) =>
        new(IdOfGateway(journal), GatewayState.Empty, static (state, happened) => state.Apply(happened));

    public static JournalStream<PlantState, PlantEvents.PlantEvent> Plant { get; } =
        new(PlantId, PlantState.Empty, static (state, happened) => state.Apply(happened));
}
