using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What a stream of events tells.</summary>
public abstract record EventBody(
    [property: JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeviceId? Device);

/// <summary>A point as it is served now.</summary>
/// <param name="Value">As in a reading; null where there is none to go on with.</param>
/// <param name="Age">Seconds when it was told; null where it can't be proven.</param>
/// <param name="ServedBy">Driver: as the device gave it. ShadowRespond: as it is known, marked for what it is.</param>
/// <param name="Overlay">As in a reading: not there, or what was added to what the device gave.</param>
/// <param name="Skipped">Changes since the last event of this point that were not told, since a newer one had come.
/// </param>
public sealed record PointEventBody(
    DeviceId Device,
    string Point,
    PointValue? Value,
    string Unit,
    string Quality,
    string Status,
    double? Age,
    DateTimeOffset? SourceTime,
    ServedBy ServedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AppliedOverlay? Overlay,
    int Skipped) : EventBody(Device)
{
    /// <param name="since">How long ago the reading came.</param>
    public static PointEventBody Of(DeviceId device, ServedReading reading, TimeSpan since, int skipped) => new(
        device,
        reading.Point.Value,
        reading.Value,
        reading.Unit,
        reading.Status.Quality.ToString(),
        reading.Status.Name,
        reading.Age is { } age ? Math.Round((age + since).TotalSeconds, 3) : null,
        reading.SourceTime,
        reading.ServedBy,
        AddedOverlay.Of(reading),
        skipped);
}

/// <summary>A device is served in another way.</summary>
/// <param name="Mode">Null: its shadow gives no sign; nothing is known of the device.</param>
/// <param name="Cause">Why it is not Passive; null in Passive.</param>
/// <param name="Skipped">Changes of mode that were not told, since the reader was too slow.</param>
public sealed record ModeEventBody(DeviceId Device, DeviceMode? Mode, long? Incarnation, string? Cause, int Skipped)
    : EventBody(Device);

/// <summary>A device or some of its points are declared no more.</summary>
/// <param name="Points">Left out: the whole device.</param>
public sealed record RemovedEventBody(
    DeviceId Device,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<string>? Points,
    string Cause) : EventBody(Device);

/// <summary>Something happened to an alarm, and is on record.</summary>
/// <param name="Device">Left out: the alarm is a gateway's own.</param>
/// <param name="Alarm">As it is then.</param>
/// <param name="Skipped">What happened to alarms before and was not told, since the reader was too slow.</param>
public sealed record AlarmEventBody(DeviceId? Device, AlarmAct What, DateTimeOffset At, AlarmBody Alarm, int Skipped)
    : EventBody(Device);

/// <summary>The client asked to go on where it was, and what it missed can't be told: all there is follows, as to a new
/// client. What it was told before and is not told again is gone.</summary>
public sealed record ResyncEventBody(string Reason) : EventBody((DeviceId?)null);
