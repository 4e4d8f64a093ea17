using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Protocol;

/// <summary>An alarm as people are shown it.</summary>
/// <param name="Id">Names it in the whole plant: <c>gateway:alarm</c>, <c>gateway:device:alarm</c> or
/// <c>gateway:device:point:alarm</c>.</param>
/// <param name="Device">Null: it is the gateway's own.</param>
/// <param name="Point">Null: it is not of a point.</param>
/// <param name="Guidance">What it means and what to do.</param>
/// <param name="ChangedAt">When its state changed last, by the wall clock.</param>
/// <param name="Count">How often it was raised since it was last Normal.</param>
/// <param name="Principal">Who acknowledged it last.</param>
/// <param name="SuppressedBy">The id of the alarm that it follows from; null: it stands for itself.</param>
/// <param name="Quality">Of a point that is not Good: how its value is served. The alarm is as it was last known.
/// </param>
/// <param name="IsOutOfService">Its device is out of service: the alarm stays as it was, and nobody is told.</param>
public sealed record AlarmView(
    string Id,
    GatewayId Gateway,
    DeviceId? Device,
    PointId? Point,
    string? Area,
    AlarmSeverity Severity,
    AlarmState State,
    string Message,
    string? Guidance,
    DateTimeOffset RaisedAt,
    DateTimeOffset ChangedAt,
    long Count,
    string? Principal = null,
    string? Comment = null,
    string? ShelvedBy = null,
    string? ShelvedFor = null,
    DateTimeOffset? ShelvedUntil = null,
    string? SuppressedBy = null,
    string? Quality = null,
    bool IsOutOfService = false)
{
    /// <summary>It is not among those to be seen to: shelved, out of service, or it follows from another one.</summary>
    public bool IsSetAside => IsShelved || IsOutOfService || SuppressedBy is not null;

    public bool IsShelved => ShelvedUntil is not null;

    public bool IsActive => State is AlarmState.Unacknowledged or AlarmState.Acknowledged;

    public bool IsUnacknowledged => State is AlarmState.Unacknowledged or AlarmState.ReturnedUnacknowledged
        or AlarmState.LatchedUnacknowledged;
}
