using Akka.Actor;
using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Protocol;

/// <summary>What a gateway and its shadows tell the link actor.</summary>
public static class LinkCommands
{
    /// <summary>From now on reports changes to the subscriber, and the present state at once. A subscriber that stops
    /// is forgotten.</summary>
    public sealed record Subscribe(IActorRef Subscriber);

    /// <summary>The claim is durable: connect, and accept permits of this claim.</summary>
    public sealed record Hold(ClaimId Claim);

    /// <summary>The claim is lost or given back: disconnect and accept no permit. Answered by
    /// <see cref="Released"/> when the connection is closed.</summary>
    public sealed record Release;

    public sealed record Released;
}
