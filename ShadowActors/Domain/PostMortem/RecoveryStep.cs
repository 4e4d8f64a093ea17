using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>A step of a recovery.</summary>
/// <param name="Offset">Seconds since the failure, by the wall clocks of who wrote.</param>
/// <param name="What">What kind of step.</param>
/// <param name="Stage">Of a stage that is done.</param>
/// <param name="Seconds">How long it took, where that is on record.</param>
/// <param name="Text">The identity of an opened device, the message of a failure, the node that took over.</param>
public sealed record RecoveryStep(
    long Entry,
    DateTimeOffset At,
    double Offset,
    RecoveryStepKind What,
    RecoveryStage? Stage,
    Incarnation Incarnation,
    double? Seconds,
    string? Text);
