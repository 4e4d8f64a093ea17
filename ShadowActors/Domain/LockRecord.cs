namespace Understudy.ShadowActors.Domain;

/// <summary>A device's lock as the journal knows it. It is in force while its age can be proven to be less than its
/// time.</summary>
/// <param name="Proof">What its owner's token digests to; the token itself is nowhere.</param>
public sealed record LockRecord(
    string Proof, string Owner, DateTimeOffset Time, string Boot, long UptimeMs, long ForMs)
{
    /// <summary>By the wall clock, for people.</summary>
    public DateTimeOffset Until() => Time.AddMilliseconds(ForMs);

    /// <summary>On the uptime clock of the start of the machine that it was taken in.</summary>
    public TimeSpan End() => TimeSpan.FromMilliseconds(UptimeMs + ForMs);

    /// <param name="boot">This start of the machine: an age in another one can't be proven.</param>
    public bool IsInForce(string boot, TimeSpan now) => Boot == boot && now < End();
}
