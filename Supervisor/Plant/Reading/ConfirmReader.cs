using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>confirmBy</c>: the reading that proves that a command, or a write of an output, was done.
/// </summary>
internal static class ConfirmReader
{
    public static ConfirmSpec? Read(PlantNode? node, ProfilePoints points, ProblemList problems) =>
        Fields.Of(node, PlantKeys.ConfirmBy, problems) is { } fields
        && ConditionReader.Read(fields, points, problems) is { } read
            ? new ConfirmSpec(read.Point, read.Above, read.Below, read.EqualTo)
            : null;

    /// <summary>The points of a profile with what proves their writes.</summary>
    public static IReadOnlyList<PointDraft> WithProofs(
        IReadOnlyList<PointDraft> drafts, ProfilePoints points, ProblemList problems)
    {
        if (!drafts.Any(draft => draft.Own.Find("confirmBy") is not null)) return drafts;
        return
        [
            .. drafts.Select(draft => draft.Own.Find("confirmBy") is { } node
                ? draft with { Spec = draft.Spec with { ConfirmBy = Read(node, points, problems) } }
                : draft),
        ];
    }
}
