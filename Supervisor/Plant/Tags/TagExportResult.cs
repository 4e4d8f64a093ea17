using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary>What writing a profile's points as a table came to.</summary>
/// <param name="Csv">Null exactly if there are problems.</param>
/// <param name="PointCount">Points, a structure as one.</param>
/// <param name="Problems">One line each.</param>
public sealed record TagExportResult(string? Csv, int PointCount, ImmutableArray<string> Problems)
{
    [MemberNotNullWhen(true, nameof(Csv))]
    public bool IsValid => Csv is not null;
}
