namespace Understudy.ShadowActors.Protocol;

/// <summary>A device's lock, in force.</summary>
/// <param name="Until">By the wall clock, for people.</param>
public sealed record LockStatus(string Owner, DateTimeOffset Since, DateTimeOffset Until);
