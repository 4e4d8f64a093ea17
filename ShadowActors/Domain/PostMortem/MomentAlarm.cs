using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>An alarm that was not cleared.</summary>
/// <param name="Alarm">Its name within the device.</param>
/// <param name="Count">How often it was raised since it was last Normal.</param>
/// <param name="Principal">Who acknowledged it last; null: nobody had.</param>
/// <param name="ShelvedUntil">Null: it was not shelved.</param>
/// <param name="IsOutOfService">The device was out of service, and so was the alarm.</param>
public sealed record MomentAlarm(
    string Alarm,
    AlarmSeverity Severity,
    AlarmState State,
    string Message,
    DateTimeOffset RaisedAt,
    long Count,
    string? Principal,
    DateTimeOffset? ShelvedUntil,
    bool IsOutOfService)
{
    internal static MomentAlarm Of(AlarmRecord record, ShadowState state) => new(
        record.Alarm,
        record.Severity,
        record.State,
        record.Message,
        record.RaisedAt,
        record.Count,
        record.IsAcknowledged ? record.Principal : null,
        record.Shelf?.Until,
        state.Administrative is not null && AlarmConditions.IsOutWithDevice(record.Alarm));
}
