using System.Collections.Immutable;

namespace Understudy.ShadowActors.Domain.Renaming;

/// <summary>What a declared thing is said to have been called, newest first.</summary>
public sealed record RenameWish(string To, ImmutableArray<string> From);
