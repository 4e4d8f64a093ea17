using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What passes between a gateway and its shadows; never over the network.</summary>
public static class ShadowOrders
{
    /// <summary>Finish, give the claim back, stop. Answered by <see cref="Stopped"/>.</summary>
    /// <param name="IsRemoved">The device is declared no more.</param>
    public sealed record Stop(string Reason, bool IsRemoved = false);

    /// <summary>The declaration changed, or the link: what holds now is there to be read.</summary>
    public sealed record Redeclare;

    /// <summary>The link is about to be another one: close what is open on it. Answered by <see cref="Unlinked"/>; what
    /// follows is <see cref="Redeclare"/>.</summary>
    public sealed record Unlink(string Reason);

    public sealed record Unlinked(DeviceId Device);

    /// <summary>Another process owns the gateway: stop at once.</summary>
    public sealed record ClaimLost(string Reason);

    public sealed record Stopped(DeviceId Device, bool ClaimLost, string Reason);
}
