using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Journal;

/// <summary>The streams of the journal, by name and by what they are folded to.</summary>
public static class JournalStreams
{
    public const string PlantId = "plant";

    public static string IdOf(DeviceId device) => $"shadow-{device}";

    public static string IdOf(GatewayId gateway) => $"gateway-{gateway}";

    public static JournalStream<ShadowState, ShadowEvents.ShadowEvent> Of(DeviceId device) =>
        new(IdOf(device), ShadowState.Empty, static (state, happened) => state.Apply(happened));

    public static JournalStream<GatewayState, GatewayEvents.GatewayEvent> Of(GatewayId gateway) =>
        new(IdOf(gateway), GatewayState.Empty, static (state, happened) => state.Apply(happened));

    public static JournalStream<PlantState, PlantEvents.PlantEvent> Plant { get; } =
        new(PlantId, PlantState.Empty, static (state, happened) => state.Apply(happened));
}
