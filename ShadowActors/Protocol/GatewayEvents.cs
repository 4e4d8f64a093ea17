using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What a gateway's own journal holds: who owns it, when its devices were last heard, and its alarms.
/// </summary>
public static partial class GatewayEvents
{
    public abstract record GatewayEvent(DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim);

    public sealed record GatewayClaimed(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, string Node, string Installation)
        : GatewayEvent(Time, Boot, UptimeMs, Claim);

    /// <summary>The claim still stands, since this could be appended.</summary>
    /// <param name="ContactAgeMs">By device, how long before this event it was last heard; devices never heard are
    /// left out.</param>
    public sealed record OwnershipProven(
        DateTimeOffset Time,
        string Boot,
        long UptimeMs,
        ClaimId Claim,
        ImmutableSortedDictionary<string, long> ContactAgeMs) : GatewayEvent(Time, Boot, UptimeMs, Claim);

    public sealed record GatewayReleased(DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim)
        : GatewayEvent(Time, Boot, UptimeMs, Claim);
}
