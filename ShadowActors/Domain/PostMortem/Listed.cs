using System.Collections.Immutable;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>A bounded list: where there was more, its first and its last items.</summary>
/// <param name="Omitted">How many are left out, in the middle.</param>
public sealed record Listed<T>(ImmutableArray<T> Items, long Omitted);
