using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Protocol;

/// <summary>
/// Where an alarm stands in its life (ISA-18.2, figure of alarm states; OPC UA Part 9: ActiveState, AckedState and
/// LatchedState together).
/// <code>
/// stateDiagram-v2
///   [*] --> Unacknowledged: raised
///   Unacknowledged --> Acknowledged: acknowledged
///   Unacknowledged --> ReturnedUnacknowledged: returned
///   Unacknowledged --> LatchedUnacknowledged: returned, latching
///   Acknowledged --> Normal: returned
///   Acknowledged --> LatchedAcknowledged: returned, latching
///   ReturnedUnacknowledged --> Normal: acknowledged
///   LatchedUnacknowledged --> LatchedAcknowledged: acknowledged
///   LatchedUnacknowledged --> ReturnedUnacknowledged: reset
///   LatchedAcknowledged --> Normal: reset
/// </code>
/// From each state in which the condition is over it can be raised again.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlarmState>))]
public enum AlarmState : byte
{
    /// <summary>There is no alarm.</summary>
    Normal,

    /// <summary>The condition holds, and nobody has acknowledged it.</summary>
    Unacknowledged,

    /// <summary>The condition holds, and somebody knows.</summary>
    Acknowledged,

    /// <summary>The condition is over, and nobody has acknowledged that it was.</summary>
    ReturnedUnacknowledged,

    /// <summary>The condition is over; the alarm stays until it is acknowledged and reset.</summary>
    LatchedUnacknowledged,

    /// <summary>The condition is over; the alarm stays until it is reset.</summary>
    LatchedAcknowledged,
}
