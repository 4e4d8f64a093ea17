using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What quality a value that was not read just now is served with.</summary>
public static class Freshness
{
    /// <summary>
    /// While the driver serves, a value keeps its own status within <c>staleAfter</c> and is then Uncertain. Without
    /// the driver nothing is Good: Uncertain within <c>staleAfter</c>, then Bad. An age that can't be proven is over.
    /// </summary>
    public static StatusCode Of(StatusCode own, TimeSpan? age, TimeSpan staleAfter, bool driverServes)
    {
        if (own.Quality == Quality.Bad) return driverServes ? own : StatusCode.BadNoCommunication;
        var fresh = age is { } known && known <= staleAfter;
        return (driverServes, fresh) switch
        {
            (true, true) => own,
            (true, false) or (false, true) => StatusCode.UncertainLastUsableValue,
            (false, false) => StatusCode.BadNoCommunication,
        };
    }

    /// <summary>The best that is known of a point: the live reading, else what the journal holds.</summary>
    public static ServedReading Known(
        PointSpec point, LiveReading? live, RecordedReading? recorded, string boot, bool driverServes, Moment now)
    {
        if (live is not null)
            return Served(
                point, live.Value, live.Status, now.Uptime - live.At, live.SourceTime, live.Overlay,
                driverServes);
        if (recorded is not null)
            return Served(
                point,
                recorded.Value,
                // Contact was lost since: another process recorded it, or nothing was heard after the journal was read.
                recorded.Status.IsGood ? StatusCode.UncertainLastUsableValue : recorded.Status,
                recorded.Boot == boot ? now.Uptime - TimeSpan.FromMilliseconds(recorded.UptimeMs) : null,
                recorded.SourceTime,
                recorded.Overlay,
                driverServes);
        var status = driverServes ? StatusCode.BadWaitingForInitialData : StatusCode.BadNoCommunication;
        return new ServedReading(point.Id, null, point.Unit, status, null, null, ServedBy.ShadowRespond);
    }

    private static ServedReading Served(
        PointSpec point,
        PointValue? value,
        StatusCode own,
        TimeSpan? age,
        DateTimeOffset sourceTime,
        AppliedOverlay? overlay,
        bool driverServes) => new(
            point.Id,
            value,
            point.Unit,
            Of(own, age, point.StaleAfter, driverServes),
            age,
            sourceTime,
            ServedBy.ShadowRespond,
            overlay);
}
