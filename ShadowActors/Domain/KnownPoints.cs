using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What is known of a device's points at a moment, as a client is served it without anything being asked of
/// the driver.</summary>
internal readonly record struct KnownPoints(
    DeviceSpec Spec, Ownership Own, ShadowState State, LiveState Live, Moment Now)
{
    /// <summary>The driver answers reads: in Passive, and while a finished opening waits for the journal.</summary>
    public bool DriverServes => Live.Mode == DeviceMode.Passive
        || (Live is { Driver: DriverPhase.Open, Transfer: not null } && Live.Journal != JournalStatus.Up);

    public static KnownPoints Of(Shadow shadow, Moment now) =>
        new(shadow.Spec, shadow.Own, shadow.State, shadow.Live, now);

    public ServedReading Seen(PointId id)
    {
        if (State.IsUnread(id)) return Unread(id);
        if (!DriverServes) return WithoutDriver(id);
        if (!IsReadable(id)) return AsWritten(id);
        var known = Known(id, driverServes: true);
        var isAsRead = known.Status != StatusCode.UncertainLastUsableValue
            && Live.Readings.GetValueOrDefault(id) is { IsWritten: false } live && live.Status == known.Status;
        return isAsRead ? known with { ServedBy = ServedBy.Driver } : known;
    }

    public bool IsReadable(PointId id) => Spec.Point(id)?.IsReadable != false;

    /// <summary>What can't be read is what was written to it last, as far as anybody knows.</summary>
    public ServedReading AsWritten(PointId id) => Setting(id) ?? new ServedReading(
        id, null, Spec.Point(id)!.Unit, StatusCode.BadNotReadable, null, null, ServedBy.ShadowRespond);

    /// <summary>In quarantine, whether the driver serves or not.</summary>
    public ServedReading Unread(PointId id) => new(
        id, null, Spec.Point(id)!.Unit, StatusCode.BadRequestNotAllowed, null, null, ServedBy.ShadowRespond);

    // A Bad value is none: who does not look at the quality must not go on with it.
    public ServedReading WithoutDriver(PointId id)
    {
        if (Live.OutOfService is not null)
            return new ServedReading(
                id, null, Spec.Point(id)!.Unit, StatusCode.BadOutOfService, null, null, ServedBy.ShadowRespond);
        if (State.IsUnread(id)) return Unread(id);
        var known = Known(id, driverServes: false);
        if (known.Status.Quality == Quality.Bad && Setting(id) is { } setting) return setting;
        return known.Status.Quality == Quality.Bad ? known with { Value = null, Overlay = null } : known;
    }

    public ServedReading Known(PointId id, bool driverServes) => Freshness.Known(
        Spec.Point(id)!,
        Live.Readings.GetValueOrDefault(id),
        State.Readings.GetValueOrDefault(id.Value),
        Own.Boot,
        driverServes,
        Now);

    /// <summary>A setting stays as it was written, however long ago: no reading's age limit applies.</summary>
    private ServedReading? Setting(PointId id)
    {
        var point = Spec.Point(id)!;
        if (point.Role != PointRole.Configuration || State.Held.ContainsKey(id.Value)) return null;
        if (!State.Settings.TryGetValue(id.Value, out var setting)) return null;
        var read = Live.Readings.GetValueOrDefault(id) is { Status.Quality: not Quality.Bad } live ? live : null;
        return new ServedReading(
            id, read is null ? setting.Value : read.Value, point.Unit, StatusCode.UncertainLastUsableValue,
            read is null ? null : Now.Uptime - read.At, read?.SourceTime ?? setting.Time, ServedBy.ShadowRespond);
    }
}
