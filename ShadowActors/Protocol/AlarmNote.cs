using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Protocol;

/// <summary>An alarm as it is after something happened to it: what every event of an alarm carries.</summary>
/// <param name="Alarm">Its name within its stream: <c>faulted</c>, or <c>temp:high</c> of a point.</param>
/// <param name="RaisedAt">When it was raised last, by the wall clock; of one that never was, when this happened.
/// </param>
/// <param name="Count">How often it was raised since it was last Normal.</param>
/// <param name="Latching">Raised: it stays until it is reset.</param>
/// <param name="IsShelved">Nobody is to be told of it.</param>
/// <param name="Principal">Who did it; null: the condition itself.</param>
/// <param name="Comment">What they said.</param>
/// <param name="ForMs">Shelved: for how long.</param>
public sealed record AlarmNote(
    string Alarm,
    AlarmSeverity Severity,
    AlarmState State,
    string Message,
    DateTimeOffset RaisedAt,
    long Count,
    bool Latching,
    bool IsShelved,
    string? Principal = null,
    string? Comment = null,
    long? ForMs = null);
