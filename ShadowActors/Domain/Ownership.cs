using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>Who this copy of the shadow is.</summary>
/// <param name="Boot">Names this start of this machine.</param>
/// <param name="CallTime">How long one call on the driver may take before it counts as a hang.</param>
/// <param name="OpenTime">How long opening may take.</param>
/// <param name="ContactBefore">How long before its start the device was last heard, by another process of this
/// machine's start; null: unknown.</param>
/// <param name="TimestampFrequency">Ticks a second of the clock that readings are stamped by: the node's own, whose
/// elapsed time since 0 is the uptime.</param>
public sealed record Ownership(
    ClaimId Claim,
    string Node,
    string Installation,
    string Boot,
    TimeSpan CallTime,
    TimeSpan OpenTime,
    TimeSpan? ContactBefore,
    bool DrillsAllowed,
    long TimestampFrequency)
{
    /// <summary>A lock may be taken for at most this time.</summary>
    public TimeSpan LockTimeMax { get; init; } = ShadowLimits.LockTimeMax;

    /// <summary>Null: devices begin as they were.</summary>
    public DisabledAtStart? DisabledAtStart { get; init; }

    /// <summary>A timestamp of the node's clock on the uptime clock.</summary>
    public TimeSpan UptimeOf(long timestamp) =>
        TimeSpan.FromTicks((long)((Int128)timestamp * TimeSpan.TicksPerSecond / TimestampFrequency));
}
