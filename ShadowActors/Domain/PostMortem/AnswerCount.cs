using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>How many answers of one sort clients were given: values of points, refusals, verdicts.</summary>
/// <param name="Status">Of a value.</param>
/// <param name="Refusal">Of a refusal.</param>
/// <param name="Verdict">Of a verdict.</param>
public sealed record AnswerCount(
    ServedBy ServedBy, StatusCode? Status, RefusalKind? Refusal, Verdict? Verdict, long Count);
