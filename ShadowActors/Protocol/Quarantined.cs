using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What the driver failed at twice, and what it is not given any more until that is lifted.</summary>
/// <param name="Id">A <see cref="QuarantineId"/>.</param>
/// <param name="What">In words, for people.</param>
/// <param name="Declared">The declaration it was given under: with another one it is tried again.</param>
/// <param name="Verdict">Of a request: what is known of it; null for a point.</param>
public sealed record Quarantined(
    string Id, string What, DateTimeOffset Since, string Reason, string Declared, Verdict? Verdict = null);
