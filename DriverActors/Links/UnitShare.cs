using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Links;

/// <summary>A device's <see cref="LinkShare"/> as a gate needs it: no more than the link's, pace in ticks.</summary>
/// <param name="IsWhole">It takes what the link lets, so that nothing of it is to be counted.</param>
internal readonly record struct UnitShare(int RequestsInFlightMax, long PaceTicks, bool IsWhole)
{
    public static UnitShare Of(LinkShare share, LinkSpec link, TimeProvider time)
    {
        var inFlight = Math.Min(share.RequestsInFlightMax ?? int.MaxValue, link.RequestsInFlightMax);
        var isPaced = share.Pace > link.Pace;
        return new UnitShare(
            inFlight,
            isPaced ? (long)(share.Pace.TotalSeconds * time.TimestampFrequency) : 0,
            !isPaced && inFlight == link.RequestsInFlightMax);
    }
}
