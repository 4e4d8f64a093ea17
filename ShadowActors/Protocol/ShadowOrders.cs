using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What passes between a gateway and its shadows; never over the network.</summary>
public static class ShadowOrders
{
    /// <summary>Finish, give the claim back, stop. Answered by <see cref="Stopped"/>.</summary>
    public sealed record Stop(string Reason);

    /// <summary>Another process owns the gateway: stop at once.</summary>
    public sealed record ClaimLost(string Reason);

    public sealed record Stopped(DeviceId Device, bool ClaimLost, string Reason);
}
