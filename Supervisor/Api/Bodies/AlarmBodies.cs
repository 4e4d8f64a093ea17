using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>An alarm.</summary>
/// <param name="Id"><c>gateway:alarm</c>, <c>gateway:device:alarm</c> or <c>gateway:device:point:alarm</c>.</param>
/// <param name="State">As ISA-18.2 names them: Unacknowledged, Acknowledged, ReturnedUnacknowledged, and the latched
/// ones. Normal only of one that is shelved.</param>
/// <param name="Guidance">What it means and what to do.</param>
/// <param name="Count">How often it was raised since it was last Normal.</param>
/// <param name="AcknowledgedBy">Null: nobody has.</param>
/// <param name="SuppressedBy">The id of the alarm that it follows from; null: it stands for itself.</param>
/// <param name="Quality">Of a point that is not Good: how it is served. The alarm is as it was last known.</param>
/// <param name="Consequences">The devices whose own alarm is suppressed by this one.</param>
/// <param name="OutOfService">Its device is out of service: the alarm stays as it was.</param>
public sealed record AlarmBody(
    string Id,
    GatewayId Gateway,
    DeviceId? Device,
    PointId? Point,
    string? Area,
    AlarmSeverity Severity,
    AlarmState State,
    bool Active,
    bool Acknowledged,
    string Message,
    string? Guidance,
    DateTimeOffset RaisedAt,
    DateTimeOffset ChangedAt,
    long Count,
    string? AcknowledgedBy,
    string? Comment,
    ShelfBody? Shelved,
    string? SuppressedBy,
    string? Quality,
    ImmutableArray<string> Consequences,
    bool OutOfService)
{
    public static AlarmBody Of(AlarmView alarm, ImmutableArray<string> consequences = default) => new(
        alarm.Id,
        alarm.Gateway,
        alarm.Device,
        alarm.Point,
        alarm.Area,
        alarm.Severity,
        alarm.State,
        alarm.IsActive,
        !alarm.IsUnacknowledged,
        alarm.Message,
        alarm.Guidance,
        alarm.RaisedAt,
        alarm.ChangedAt,
        alarm.Count,
        alarm.IsUnacknowledged ? null : alarm.Principal,
        alarm.Comment,
        alarm.ShelvedUntil is { } until ? new ShelfBody(alarm.ShelvedBy ?? "", alarm.ShelvedFor ?? "", until) : null,
        alarm.SuppressedBy,
        alarm.Quality,
        consequences.IsDefault ? [] : consequences,
        alarm.IsOutOfService);
}

/// <summary>An alarm is set aside.</summary>
public sealed record ShelfBody(string By, string Reason, DateTimeOffset Until);

/// <summary>The alarms asked for, the worst first.</summary>
/// <param name="Total">How many there are; more than are given where there is a limit.</param>
/// <param name="Silent">Gateways and devices that gave no answer: their alarms are not known.</param>
public sealed record AlarmListBody(int Total, ImmutableArray<AlarmBody> Alarms, ImmutableArray<string> Silent);

/// <summary>What is said with an acknowledgement, a reset or an end of shelving.</summary>
public sealed record AlarmCommentBody(string? Comment);

/// <param name="For">For how long, as a plant file writes it: <c>1h</c>.</param>
public sealed record ShelveBody(string? For, string? Reason);

/// <summary>An order on an alarm was done, or there was nothing to do.</summary>
/// <param name="State">As the alarm stands now.</param>
public sealed record AlarmAnswerBody(string Alarm, RequestId RequestId, AlarmState State, string Text);

/// <summary>What the webhook is sent.</summary>
/// <param name="Id">The same each time that this is sent: who gets it twice can tell.</param>
/// <param name="What">What happened to the alarm.</param>
/// <param name="Node">Who sends it.</param>
/// <param name="IsStanding">Sent again, since the node has started.</param>
/// <param name="Alarm">As it was then.</param>
public sealed record AlarmNoticeBody(
    string Id, AlarmAct What, DateTimeOffset At, string Node, bool IsStanding, AlarmBody Alarm);
