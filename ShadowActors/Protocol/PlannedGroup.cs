using System.Collections.Immutable;

namespace Understudy.ShadowActors.Protocol;

/// <summary>A restore group whose settings are about to be written.</summary>
/// <param name="Unlock">Done before the first of them.</param>
/// <param name="Lock">Done after the last of them.</param>
public sealed record PlannedGroup(string Name, ImmutableArray<Operation> Unlock, ImmutableArray<Operation> Lock);
