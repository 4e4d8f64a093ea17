using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>A mutation as the journal knows it.</summary>
/// <param name="Order">Place among the requests of this device.</param>
/// <param name="TtlMs">How long it may wait in the queue; null for a dispatched one.</param>
/// <param name="MayBeDone">An earlier dispatch of it was sent and its outcome was lost: that a later one was not sent
/// does not prove that nothing was done.</param>
public sealed record RequestRecord(
    RequestId Request,
    bool Keyed,
    string Principal,
    Operation Operation,
    Verdict Verdict,
    string? Reason,
    ServedBy ServedBy,
    long Order,
    DateTimeOffset Time,
    string Boot,
    long UptimeMs,
    long? TtlMs,
    bool MayBeDone = false)
{
    /// <summary>Accepted or sent and without a final verdict.</summary>
    public bool IsOpen => Verdict is Verdict.Accepted or Verdict.Sent;
}
