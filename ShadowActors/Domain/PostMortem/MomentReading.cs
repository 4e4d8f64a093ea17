using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>A reading as it was recorded last, with the quality that it can be given at the moment.</summary>
/// <param name="Unit">UCUM code; null: the point was not declared.</param>
/// <param name="Quality">Good, Uncertain or Bad.</param>
/// <param name="Status">By the rules of answers, but from the record alone. A point that is recorded on change may have
/// been read since, and was then better than this.</param>
/// <param name="Age">Seconds from the reading to the moment; null where it can't be proven.</param>
public sealed record MomentReading(
    PointId Point,
    PointValue? Value,
    string? Unit,
    Quality Quality,
    StatusCode Status,
    double? Age,
    DateTimeOffset SourceTime)
{
    internal static MomentReading Of(
        string id, RecordedReading reading, DeviceHistory history, DeviceSpec? spec, MomentClock clock)
    {
        var point = spec?.Point(new PointId(id));
        var age = clock.AgeOf(reading.Boot, reading.UptimeMs);
        var lost = history.ContactLost;
        var isOld = lost is not null && (reading.Boot != lost.Boot || reading.UptimeMs <= lost.UptimeMs);
        var own = isOld && reading.Status.IsGood ? StatusCode.UncertainLastUsableValue : reading.Status;
        var serves = history is { Mode: DeviceMode.Passive, IsReleased: false };
        // Out of service nothing is told of a value, however new it is.
        var isOut = history.State.Administrative is not null;
        var isUnread = history.State.IsUnread(new PointId(id));
        var status = isOut ? StatusCode.BadOutOfService
            : isUnread ? StatusCode.BadRequestNotAllowed
            : Freshness.Of(own, age, point?.StaleAfter ?? PointSpec.DefaultStaleAfter, serves);
        return new MomentReading(
            new PointId(id), isOut || isUnread ? null : reading.Value, point?.Unit, status.Quality, status,
            age is { } known ? Math.Round(known.TotalSeconds, 3) : null, reading.SourceTime);
    }
}
