using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>A mutation as the journal knows it.</summary>
/// <param name="Order">Place among the requests of this device.</param>
/// <param name="TtlMs">How long from <paramref name="UptimeMs"/> it may wait in the queue; null for one that was never
/// there. Kept when it is dispatched: it goes back there if that was surely not sent.</param>
/// <param name="MayBeDone">An earlier dispatch of it was sent and its outcome was lost: that a later one was not sent
/// does not prove that nothing was done.</param>
/// <param name="Lock">What its client's lock token digests to; kept of those that were queued.</param>
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
    bool MayBeDone = false,
    string? Lock = null)
{
    /// <summary>Of the write of a setting, what the device had when it was sent first; null: not known.</summary>
    public PointValue? Before { get; init; }

    /// <summary>What the point of its <c>confirmBy</c> read before it was sent first; null: not known.</summary>
    public PointValue? Shown { get; init; }

    /// <summary>Accepted or sent and without a final verdict.</summary>
    public bool IsOpen => Verdict is Verdict.Accepted or Verdict.Sent;

    /// <summary>The driver failed at it twice.</summary>
    public bool IsQuarantined => Reason?.StartsWith(VerdictReason.Quarantined, StringComparison.Ordinal) == true;
}
