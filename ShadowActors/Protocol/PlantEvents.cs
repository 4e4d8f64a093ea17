using System.Collections.Immutable;
using Understudy.ShadowActors.Domain.Renaming;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What the shadow manager's journal holds.</summary>
public static class PlantEvents
{
    public abstract record PlantEvent(DateTimeOffset Time);

    /// <summary>This plant is the declared one from here on.</summary>
    /// <param name="Source">The plant file's text, whole.</param>
    /// <param name="Journals">What the journals of renamed gateways and devices are called from here on; null: nobody
    /// is.</param>
    public sealed record PlantApplied(
        DateTimeOffset Time,
        string Principal,
        string FileName,
        string Source,
        ImmutableArray<JournalName>? Journals = null)
        : PlantEvent(Time);
}
