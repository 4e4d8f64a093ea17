using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>One answer as it is recorded: a reading of a point, a refusal (no point, a reason), or a
/// verdict (no point).</summary>
/// <param name="Overlay">What the value is made of, for a point that is overlaid; null for any other.</param>
/// <param name="UptimeMs">When the driver read it, on the clock of the event's stamp; null: not said, which counts as
/// the moment of the stamp.</param>
/// <param name="Asked">Of what was refused, what was asked for, in words; bounded. Null: the point says it.</param>
/// <param name="Verdict">What a client was told of a mutation, where no event of its own says so: as the first one was
/// answered, or Indeterminate at the deadline.</param>
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
    long? UptimeMs = null,
    string? Asked = null,
    Verdict? Verdict = null);
