using System.Collections.Immutable;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Renaming;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Manager.Domain;

/// <summary>The plant that the journal holds, read again by the rules of today.</summary>
/// <param name="Problem">Why the recorded plant can't be read any more; null: it can.</param>
public sealed record RecordedPlant(DeclaredPlant Plant, string? Problem)
{
    /// <summary>What it would be refused for if it were applied today, and runs with all the same.</summary>
    public ImmutableArray<PlantProblem> Warnings { get; init; } = [];

    public static RecordedPlant Of(PlantState state)
    {
        if (state.Source is null) return new RecordedPlant(new DeclaredPlant(null, null, PlantSpec.Empty), null);
        var parsed = PlantFile.ParseRecorded(state.Source, state.FileName ?? "plant");
        return new RecordedPlant(
            new DeclaredPlant(
                state.FileName, state.Source, parsed.Plant ?? PlantSpec.Empty, JournalNames.Of(state.Journals)),
            parsed.IsValid
                ? null
                : $"The recorded plant is not valid any more, so nothing runs until one is applied: "
                    + $"{parsed.Problems[0]}")
        {
            Warnings = parsed.Warnings,
        };
    }
}
