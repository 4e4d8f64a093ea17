using Akka.Actor;
using Understudy.DriverActors.Actors;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Wire;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;

namespace Understudy.ShadowActors.Actors;

/// <summary>A gateway's link, and what its shadows need to use it.</summary>
internal sealed record GatewayConnection(ILinkGate Gate, IActorRef Link, Props DriverProps, LinkTap Wire)
{
    /// <summary>Opening a driver takes one exchange after another: so many, at least.</summary>
    private const int ExchangesToOpen = 3;

    public static GatewayConnection Open(IActorContext context, GatewaySpec spec, GatewayEnvironment environment)
    {
        if (!environment.Protocols.TryGetValue(spec.Link.Kind, out var protocol))
            throw new InvalidOperationException(
                $"The gateway '{spec.Id}' has a link of the unknown kind '{spec.Link.Kind}'.");
        var wire = new LinkTap(environment.Time, protocol.Words);
        var link = GatewayLink.Create(
            spec.Id, spec.Link, () => protocol.CreateTransport(spec.Link, environment.Time, wire), environment.Time,
            environment.Random);
        var driver = DriverActor.Props(
            protocol.CreateDriver, environment.Time, environment.Orphans,
            environment.DriverOptions with { Words = protocol.Words });
        return new GatewayConnection(link.Gate, context.ActorOf(link.Actor), driver, wire);
    }

    public static Ownership Ownership(
        GatewaySpec gateway, DeviceSpec device, ClaimId claim, GatewayEnvironment environment)
    {
        var turn = gateway.Link.Pace * gateway.Devices.Length;
        if (turn > ShadowLimits.LinkTurnMax) turn = ShadowLimits.LinkTurnMax;
        if (device.Share is { } share && share.Pace > turn) turn = share.Pace;
        var callTime = (gateway.Link.ResponseTime + turn) * ExchangesToOpen;
        if (callTime < ShadowLimits.CallTimeMin) callTime = ShadowLimits.CallTimeMin;
        return new Ownership(
            claim, environment.Node, environment.Installation, environment.Boot, callTime, callTime,
            ContactBefore: null, environment.DrillsAllowed, environment.Time.TimestampFrequency)
        {
            LockTimeMax = environment.LockTimeMax,
            DisabledAtStart = environment.DisabledAtStart,
        };
    }
}
