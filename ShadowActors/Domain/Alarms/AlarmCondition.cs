using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>A condition that can be an alarm.</summary>
/// <param name="Name">Names it among its owner's conditions; part of the alarm's id.</param>
/// <param name="OnDelay">How long it must hold before there is an alarm.</param>
/// <param name="OffDelay">How long it must be over before the alarm has returned to normal.</param>
/// <param name="Latching">The alarm stays until it is reset.</param>
/// <param name="Meaning">What it says of the plant.</param>
/// <param name="Guidance">What to do.</param>
public sealed record AlarmCondition(
    string Name,
    AlarmOwner Owner,
    AlarmSeverity Severity,
    TimeSpan OnDelay,
    TimeSpan OffDelay,
    bool Latching,
    string Meaning,
    string Guidance);
