using System.Collections.Immutable;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What to do about held differences.</summary>
/// <param name="Points">Of these; none: of all that are held.</param>
public sealed record ResolveBody(ResolveAction? Action, ImmutableArray<string>? Points = null);
