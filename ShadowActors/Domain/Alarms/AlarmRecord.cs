using System.Text.Json.Serialization;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>An alarm as the journal says it stands. Immutable; <see cref="After"/> is its state machine.</summary>
/// <param name="Alarm">Its name within its stream.</param>
/// <param name="ChangedAt">Of what happened to it last, by the wall clock.</param>
/// <param name="Count">How often it was raised since it was last Normal.</param>
/// <param name="Principal">Who acknowledged it last.</param>
public sealed record AlarmRecord(
    string Alarm,
    AlarmSeverity Severity,
    bool IsActive,
    bool IsAcknowledged,
    bool IsLatched,
    string Message,
    DateTimeOffset RaisedAt,
    DateTimeOffset ChangedAt,
    AlarmAct LastAct,
    long Count,
    string? Principal,
    string? Comment,
    AlarmShelf? Shelf)
{
    [JsonIgnore]
    public AlarmState State => (IsActive, IsLatched, IsAcknowledged) switch
    {
        (true, _, false) => AlarmState.Unacknowledged,
        (true, _, true) => AlarmState.Acknowledged,
        (false, true, false) => AlarmState.LatchedUnacknowledged,
        (false, true, true) => AlarmState.LatchedAcknowledged,
        (false, false, false) => AlarmState.ReturnedUnacknowledged,
        (false, false, true) => AlarmState.Normal,
    };

    /// <summary>There is nothing to keep of it.</summary>
    [JsonIgnore]
    public bool IsCleared => State == AlarmState.Normal && Shelf is null;

    /// <summary>One that was never raised.</summary>
    public static AlarmRecord Idle(string alarm, AlarmSeverity severity, string message, DateTimeOffset time) => new(
        alarm, severity, IsActive: false, IsAcknowledged: true, IsLatched: false, message, time, time,
        AlarmAct.Returned, 0, null, null, null);

    /// <summary>Total: what makes no sense in this state changes nothing.</summary>
    public AlarmRecord After(AlarmAct act, AlarmNote note, DateTimeOffset time, string boot, long uptimeMs)
    {
        var next = act switch
        {
            AlarmAct.Raised when !IsActive => this with
            {
                Severity = note.Severity,
                Message = note.Message,
                IsActive = true,
                IsAcknowledged = false,
                IsLatched = IsLatched || note.Latching,
                RaisedAt = time,
                Count = Count + 1,
                Principal = null,
                Comment = null,
            },
            AlarmAct.Returned when IsActive => this with { IsActive = false, Message = note.Message },
            AlarmAct.Acknowledged when !IsAcknowledged => this with
            {
                IsAcknowledged = true,
                Principal = note.Principal,
                Comment = note.Comment,
            },
            AlarmAct.Reset when !IsActive => this with { IsLatched = false },
            AlarmAct.Shelved => this with
            {
                Shelf = new AlarmShelf(
                    note.Principal ?? "", note.Comment ?? "", time.AddMilliseconds(note.ForMs ?? 0), boot,
                    uptimeMs + (note.ForMs ?? 0)),
            },
            AlarmAct.Unshelved => this with { Shelf = null },
            _ => this,
        };
        return next == this ? this : next with { ChangedAt = time, LastAct = act };
    }
}
