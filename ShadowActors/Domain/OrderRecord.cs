using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>An order or a decision that was given under a client's key, as the journal knows it.</summary>
/// <param name="Asked">What the key stands for: the same text for the same order, another one for another.</param>
public sealed record OrderRecord(string Asked, KeptAnswer Answer, string Boot, long UptimeMs);
