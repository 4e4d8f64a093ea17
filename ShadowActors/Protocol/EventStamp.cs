using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What every event of a device's journal carries.</summary>
/// <param name="Time">Wall clock, for people.</param>
/// <param name="Boot">Which start of which machine <paramref name="UptimeMs"/> belongs to.</param>
/// <param name="UptimeMs">Milliseconds on a clock that counts from the machine's start and through suspension. The age
/// of an event is proven only by a reader with the same <paramref name="Boot"/>.</param>
/// <param name="Append">Counts the appends of the stream: events with the same number were written in one transaction.
/// </param>
/// <param name="Cause">What it happened for: a request id, or a word.</param>
public sealed record EventStamp(
    DateTimeOffset Time, string Boot, long UptimeMs, Incarnation Incarnation, ClaimId Claim, long Append, string Cause);
