using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>A device as its clients are served at a moment, and what of it has changed at the next.</summary>
/// <param name="Cause">Why it is not Passive; null in Passive.</param>
/// <param name="Readings">One for each point, in the order of the declaration.</param>
public sealed record SeenDevice(
    DeviceMode Mode, Incarnation Incarnation, string? Cause, ImmutableArray<ServedReading> Readings)
{
    private static readonly TimeSpan JustAfter = TimeSpan.FromMilliseconds(1);

    public static SeenDevice Of(Shadow shadow, Moment now)
    {
        var known = KnownPoints.Of(shadow, now);
        return new SeenDevice(
            shadow.Live.Mode,
            shadow.Live.Incarnation,
            DeviceStatuses.Reason(shadow.Live),
            [.. shadow.Spec.Points.Select(point => known.Seen(point.Id))]);
    }

    /// <summary>False: clients are served as before, but for the age of what they get.</summary>
    public static bool MayDiffer(Shadow before, Shadow after) =>
        !ReferenceEquals(before.Spec, after.Spec)
        || before.Live.Readings != after.Live.Readings
        || before.Live.Mode != after.Live.Mode
        || before.Live.Incarnation != after.Live.Incarnation
        || before.Live.Driver != after.Live.Driver
        || before.Live.OutOfService != after.Live.OutOfService
        || before.Live.Journal != after.Live.Journal
        || before.Live.Transfer is null != after.Live.Transfer is null
        || before.State.Settings != after.State.Settings
        || before.State.Held != after.State.Held
        || before.State.Quarantine != after.State.Quarantine
        || DeviceStatuses.Reason(before.Live) != DeviceStatuses.Reason(after.Live);

    public bool IsServedAs(SeenDevice other) =>
        Mode == other.Mode && Incarnation == other.Incarnation && Cause == other.Cause;

    /// <summary>The points that have another value or status, or are served by another. A value that is only older or
    /// was read again has not changed.</summary>
    public ImmutableArray<ServedReading> ChangedSince(SeenDevice before) =>
        [.. Readings.Where((reading, index) => before.At(index, reading.Point) is not { } known
            || !IsSame(reading, known))];

    /// <summary>The points that are declared no more.</summary>
    public ImmutableArray<PointId> GoneSince(SeenDevice before) =>
        before.Readings.Select(reading => reading.Point).SequenceEqual(Readings.Select(reading => reading.Point))
            ? []
            : [.. before.Readings.Select(reading => reading.Point).Except(Readings.Select(reading => reading.Point))];

    /// <summary>Null: the device had no such point.</summary>
    private ServedReading? At(int index, PointId point) =>
        index < Readings.Length && Readings[index].Point == point
            ? Readings[index]
            : Readings.FirstOrDefault(reading => reading.Point == point);

    public static bool IsSame(ServedReading one, ServedReading other) =>
        one.Value == other.Value && one.Status == other.Status && one.ServedBy == other.ServedBy;

    /// <summary>When the next value passes its age limit, if nothing is read until then; null: none will.</summary>
    public TimeSpan? StaleIn(DeviceSpec spec)
    {
        TimeSpan? soonest = null;
        foreach (var (reading, point) in Readings.Zip(spec.Points))
        {
            if (reading.Age is not { } age || age > point.StaleAfter) continue;
            var left = point.StaleAfter - age + JustAfter;
            if (soonest is null || left < soonest) soonest = left;
        }

        return soonest;
    }
}
