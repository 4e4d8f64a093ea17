using System.Collections.Immutable;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>The declared plant file; null before one was applied.</summary>
public sealed record PlantBody(string? FileName, string? Source);

/// <summary>What applying a plant file changes, or would.</summary>
/// <param name="Changes">One line per change: + added, - removed, ~ changed.</param>
public sealed record PlantChangeBody(bool DryRun, bool Changed, ImmutableArray<string> Changes);
