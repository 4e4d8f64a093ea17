using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>A client's request and what it was told.</summary>
/// <param name="At">When it was told; of a mutation, when it was given to the driver or queued.</param>
/// <param name="Asked">What it asked for, in words; null: the points say it.</param>
/// <param name="Points">Of a read, at most <see cref="PostMortemLimits.PointsPerAnswerMax"/>.</param>
/// <param name="MorePoints">How many more.</param>
/// <param name="Refusal">Why it was refused; null: it was not.</param>
/// <param name="Verdict">Of a mutation; null: none, it was a read or was refused.</param>
public sealed record ClientAnswer(
    long Entry,
    DateTimeOffset At,
    RequestId? Request,
    string Principal,
    string? Asked,
    ImmutableArray<PointAnswer> Points,
    int MorePoints,
    ServedBy ServedBy,
    RefusalKind? Refusal,
    Verdict? Verdict,
    string? Reason);
