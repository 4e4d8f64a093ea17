namespace Understudy.ShadowActors.Protocol;

/// <summary>What the shadow manager's journal holds.</summary>
public static class PlantEvents
{
    public abstract record PlantEvent(DateTimeOffset Time);

    /// <summary>This plant is the declared one from here on.</summary>
    /// <param name="Source">The plant file's text, whole.</param>
    public sealed record PlantApplied(DateTimeOffset Time, string Principal, string FileName, string Source)
        : PlantEvent(Time);
}
