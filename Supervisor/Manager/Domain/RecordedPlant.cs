using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Manager.Domain;

/// <summary>The plant that the journal holds, read again by the rules of today.</summary>
/// <param name="Problem">Why the recorded plant can't be read any more; null: it can.</param>
public sealed record RecordedPlant(DeclaredPlant Plant, string? Problem)
{
    public static RecordedPlant Of(PlantState state)
    {
        if (state.Source is null) return new RecordedPlant(new DeclaredPlant(null, null, PlantSpec.Empty), null);
        var parsed = PlantFile.Parse(state.Source, state.FileName ?? "plant");
        return new RecordedPlant(
            new DeclaredPlant(state.FileName, state.Source, parsed.Plant ?? PlantSpec.Empty),
            parsed.IsValid
                ? null
                : $"The recorded plant is not valid any more, so nothing runs until one is applied: "
                    + $"{parsed.Problems[0]}");
    }
}
