using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>The newest claim in a stream.</summary>
/// <param name="Released">Given back by its owner, who sends nothing more.</param>
public sealed record ClaimRecord(ClaimId Claim, string Node, string Installation, bool Released);
