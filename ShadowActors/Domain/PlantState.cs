using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What the shadow manager's journal says: the declared plant.</summary>
public sealed record PlantState(string? FileName, string? Source)
{
    public static readonly PlantState Empty = new(null, null);

    public PlantState Apply(PlantEvents.PlantEvent happened) => happened switch
    {
        PlantEvents.PlantApplied applied => new PlantState(applied.FileName, applied.Source),
        _ => throw new ArgumentException($"The manager's journal has no event {happened.GetType().Name}."),
    };
}
