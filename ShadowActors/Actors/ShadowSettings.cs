using Akka.Actor;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Wire;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;

namespace Understudy.ShadowActors.Actors;

/// <summary>What a gateway gives to one of its shadows.</summary>
/// <param name="Driver">The props of the driver actor.</param>
public sealed record ShadowSettings(
    DeviceSpec Device, Ownership Own, ILinkGate Gate, IActorRef Link, Props Driver, ContactBoard Contacts)
{
    /// <summary>What holds instead of these since a change.</summary>
    public NewestSettings Newest { get; init; } = new();

    /// <summary>Where the link's frames can be looked at; null: nowhere.</summary>
    public LinkTap? Wire { get; init; }
}
