using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary>What reading a table of points came to.</summary>
/// <param name="Yaml">A plant file with the profile and no gateways; null exactly if there are problems.</param>
/// <param name="PointCount">Points, a structure as one.</param>
/// <param name="Problems">One line each, with file, row and column, at most
/// <see cref="PlantParseResult.ProblemsListedMax"/> and one for those not listed.</param>
public sealed record TagImportResult(string? Yaml, int PointCount, ImmutableArray<string> Problems)
{
    [MemberNotNullWhen(true, nameof(Yaml))]
    public bool IsValid => Yaml is not null;
}
