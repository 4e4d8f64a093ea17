using Akka.Actor;

namespace Understudy.ShadowActors.Actors;

/// <summary>Makes the props of journal children. The child speaks
/// <see cref="Journal.JournalMessages"/> with its parent.</summary>
public interface IJournalProps
{
    /// <summary>For <c>shadow-{gateway}/{device}</c>: events of a device, folded to a <c>ShadowState</c>.</summary>
    Props ForDevice(Hardware.Model.DeviceId device);

    /// <summary>For <c>gateway-{gateway}</c>: events of a gateway, folded to a <c>GatewayState</c>.</summary>
    Props ForGateway(Hardware.Model.GatewayId gateway);

    /// <summary>For <c>plant</c>: the shadow manager's events, folded to a <c>PlantState</c>.</summary>
    Props ForPlant();
}
