using System.Collections.Immutable;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What a gateway's journal says, folded.</summary>
public sealed record GatewayState
{
    public static readonly GatewayState Empty = new();

    public ClaimRecord? Claim { get; init; }

    /// <summary>Boot and uptime of the newest proof of ownership, and what it said of contacts.</summary>
    public string Boot { get; init; } = "";

    public long UptimeMs { get; init; }

    public ImmutableSortedDictionary<string, long> ContactAgeMs { get; init; } =
        ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>The newest append of alarms under <see cref="Claim"/>; 0: none.</summary>
    public long AlarmsAppended { get; init; }

    /// <summary>The gateway's own alarms that are not cleared.</summary>
    public ImmutableSortedDictionary<string, AlarmRecord> Alarms { get; init; } = AlarmBook.Empty;

    public GatewayState Apply(GatewayEvents.GatewayEvent happened) => happened switch
    {
        GatewayEvents.GatewayClaimed claimed => this with
        {
            Claim = new ClaimRecord(claimed.Claim, claimed.Node, claimed.Installation, Released: false),
            AlarmsAppended = 0,
        },
        GatewayEvents.OwnershipProven proven => this with
        {
            Boot = proven.Boot,
            UptimeMs = proven.UptimeMs,
            ContactAgeMs = proven.ContactAgeMs,
        },
        GatewayEvents.AlarmEvent alarm => this with
        {
            Alarms = Alarms.After(alarm.Act, alarm.Note, alarm.Time, alarm.Boot, alarm.UptimeMs),
            AlarmsAppended = alarm.Append ?? AlarmsAppended,
        },
        GatewayEvents.GatewayReleased => this with { Claim = Claim is null ? null : Claim with { Released = true } },
        _ => throw new ArgumentException($"A gateway's journal has no event {happened.GetType().Name}."),
    };
}
