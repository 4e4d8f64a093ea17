using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>A request that had no final verdict.</summary>
/// <param name="Operation">In words.</param>
/// <param name="Verdict">Sent: the driver has or had it. Accepted: it is queued.</param>
/// <param name="Since">When it became that.</param>
/// <param name="TtlSeconds">How much longer it may wait in the queue; null: it is not there, or that can't be proven.
/// </param>
public sealed record MomentRequest(
    RequestId Request,
    string Principal,
    string Operation,
    Verdict Verdict,
    DateTimeOffset Since,
    double? TtlSeconds)
{
    internal static MomentRequest Of(RequestRecord record, MomentClock clock) => new(
        record.Request,
        record.Principal,
        AskedText.Of(record.Operation),
        record.Verdict,
        record.Time,
        record is { Verdict: Verdict.Accepted, TtlMs: { } ttl } && clock.AgeOf(record.Boot, record.UptimeMs) is { } age
            ? Math.Max(0, (ttl / 1e3) - age.TotalSeconds)
            : null);
}
