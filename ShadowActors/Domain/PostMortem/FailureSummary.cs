using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>A failure of a device and how it ended. A driver that fails again before it serves is the same failure.
/// </summary>
/// <param name="Number">From 1, in the order of the journal; it stays when old entries are deleted.</param>
/// <param name="FromEntry">The number of the entry that tells of it.</param>
/// <param name="ToEntry">That of the end of its recovery; null: there is none yet.</param>
/// <param name="Incarnation">The driver that failed.</param>
/// <param name="Failures">How often a driver failed until one served again; each is on record but for losses of the
/// link in a row, of which the 1st, 2nd, 4th, 8th ... are.</param>
/// <param name="Outcome">Passive: a driver serves again. Faulted: given up, for now. Active: being recovered.</param>
/// <param name="FaultedAt">When it was given up, also where a driver served again later.</param>
/// <param name="Seconds">From the failure until a driver served again.</param>
public sealed record FailureSummary(
    long Number,
    long FromEntry,
    long? ToEntry,
    DateTimeOffset At,
    FailureKind Kind,
    string Message,
    Incarnation Incarnation,
    int Failures,
    DeviceMode Outcome,
    DateTimeOffset? FaultedAt,
    DateTimeOffset? EndedAt,
    double? Seconds);
