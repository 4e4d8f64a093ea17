namespace Understudy.ShadowActors.Domain;

/// <summary>A shadow's timers. A timer that fires only makes the shadow look again: one too many is no harm.</summary>
/// <param name="Period">For scans: which of the device's scan periods; zero for the others.</param>
public readonly record struct ShadowTimer(ShadowTimerKind Kind, TimeSpan Period = default);

public enum ShadowTimerKind : byte
{
    /// <summary>The next deadline of a waiting request.</summary>
    Deadline,

    /// <summary>The end of a hold time, or of a predecessor's send window.</summary>
    Hold,

    /// <summary>Answers wait to be recorded.</summary>
    Record,

    Scan,

    /// <summary>A delay of an alarm, or the time that it is shelved for, is over.</summary>
    Alarm,

    /// <summary>The end of the time that a stopping shadow waits.</summary>
    Stop,

    /// <summary>The next look at the device's settings.</summary>
    Look,
}
