using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>What became of a recorded setting in the recovery.</summary>
/// <param name="Actual">What the device held; null: that is not known.</param>
/// <param name="Result">Null: its write was planned, and no outcome is on record.</param>
public sealed record SettingOutcome(
    long Entry,
    DateTimeOffset At,
    PointId Point,
    PointValue Recorded,
    PointValue? Actual,
    TransferResult? Result,
    string? Reason);
