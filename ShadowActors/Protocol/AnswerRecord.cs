using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>One answer as it is recorded: a reading of a point, or a refusal (no point, a reason).</summary>
/// <param name="Overlay">What the value is made of, for a point that is overlaid; null for any other.</param>
/// <param name="UptimeMs">When the driver read it, on the clock of the event's stamp; null: not said, which counts as
/// the moment of the stamp.</param>
public sealed record AnswerRecord(
    RequestId? Request,
    string Principal,
    DateTimeOffset At,
    PointId? Point,
    PointValue? Value,
    StatusCode Status,
    DateTimeOffset? SourceTime,
    ServedBy ServedBy,
    RefusalKind? Refusal,
    string? Reason,
    AppliedOverlay? Overlay = null,
    long? UptimeMs = null);
