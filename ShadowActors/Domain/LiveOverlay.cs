using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>Where the count of an overlaid point stands, beside what the journal holds of it.</summary>
/// <param name="Raw">The newest count that is believed; null: only the journal has one.</param>
/// <param name="Lower">A lower one, that is not believed yet; null: none.</param>
/// <param name="IsOnItsWay">A change of the offset is not durable yet: nothing that needs it may be told.</param>
/// <param name="Held">The newest reading that waits for it.</param>
/// <param name="At">When the newest count was read, believed or not, on the uptime clock.</param>
public sealed record LiveOverlay(
    PointValue? Raw, LiveOverlay.LowerCount? Lower, bool IsOnItsWay, LiveOverlay.HeldReading? Held, TimeSpan At)
{
    public static readonly LiveOverlay None = new(null, null, false, null, TimeSpan.Zero);

    /// <param name="Since">When it was first read, on the uptime clock.</param>
    public sealed record LowerCount(PointValue Raw, TimeSpan Since);

    /// <param name="At">On the uptime clock.</param>
    public sealed record HeldReading(PointReading Reading, TimeSpan At, Incarnation Incarnation);
}
