using Akka.Actor;

namespace Understudy.ShadowActors.Actors;

/// <summary>Makes the props of journal children. The child speaks
/// <see cref="Journal.JournalMessages"/> with its parent.</summary>
public interface IJournalProps
{
    /// <summary>For <c>shadow-{journal}</c>: events of a device, folded to a <c>ShadowState</c>.</summary>
    /// <param name="journal">The device's id, or the one that it had when its journal began.</param>
    Props ForDevice(string journal);

    /// <summary>For <c>gateway-{journal}</c>: events of a gateway, folded to a <c>GatewayState</c>.</summary>
    /// <param name="journal">The gateway's id, or the one that it had when its journal began.</param>
    Props ForGateway(string journal);

    /// <summary>For <c>plant</c>: the shadow manager's events, folded to a <c>PlantState</c>.</summary>
    Props ForPlant();
}
