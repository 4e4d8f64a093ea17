using System.Collections.Immutable;

namespace Understudy.ShadowActors.Domain;

/// <summary>What could not be recorded, so far.</summary>
public sealed record Gap(DateTimeOffset From, long Answers, ImmutableList<string> SafeActions);
