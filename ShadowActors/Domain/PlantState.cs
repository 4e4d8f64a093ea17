using System.Collections.Immutable;
using Understudy.ShadowActors.Domain.Renaming;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What the shadow manager's journal says: the declared plant.</summary>
/// <param name="Journals">What the journals of renamed gateways and devices are called; null: nobody was.</param>
public sealed record PlantState(string? FileName, string? Source, ImmutableArray<JournalName>? Journals = null)
{
    public static readonly PlantState Empty = new(null, null);

    public PlantState Apply(PlantEvents.PlantEvent happened) => happened switch
    {
        PlantEvents.PlantApplied applied => new PlantState(applied.FileName, applied.Source, applied.Journals),
        _ => throw new ArgumentException($"The manager's journal has no event {happened.GetType().Name}."),
    };
}
