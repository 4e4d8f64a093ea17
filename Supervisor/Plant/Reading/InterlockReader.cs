using System.Collections.Immutable;
using System.Globalization;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>interlock</c>: one condition, or a list of which all must hold. What it names of other devices is
/// looked up by <see cref="OtherInputs"/>.</summary>
internal static class InterlockReader
{
    /// <param name="of">The point that has them; null: a command has.</param>
    public static ImmutableArray<InterlockSpec> Read(
        PlantNode? node, ProfilePoints points, ProblemList problems, PointId? of = null)
    {
        if (node is null) return [];
        var items = node is ListNode list ? list.Items : [node];
        if (items.Count > PlantLimits.InterlocksMax)
            problems.Add(node, string.Create(
                CultureInfo.InvariantCulture, $"At most {PlantLimits.InterlocksMax} are accepted here."));
        return
        [
            .. items.Take(PlantLimits.InterlocksMax)
                .Select(item => One(item, points, problems, of)).OfType<InterlockSpec>(),
        ];
    }

    /// <summary>The points of a profile with their interlocks.</summary>
    public static IReadOnlyList<PointDraft> WithInterlocks(
        IReadOnlyList<PointDraft> drafts, ProfilePoints points, ProblemList problems)
    {
        if (!drafts.Any(draft => Of(draft) is not null)) return drafts;
        return
        [
            .. drafts.Select(draft => Of(draft) is { } node
                ? draft with { Spec = draft.Spec with { Interlocks = Read(node, points, problems, draft.Spec.Id) } }
                : draft),
        ];
    }

    private static PlantNode? Of(PointDraft draft) => draft.Own.Find("interlock");

    private static InterlockSpec? One(PlantNode item, ProfilePoints points, ProblemList problems, PointId? of)
    {
        if (Fields.Of(item, PlantKeys.Interlock, problems) is not { } fields) return null;
        if (OtherInputs.IsNamed(fields)) return points.Others.Read(fields, of);
        if (ConditionReader.Read(fields, points, problems) is not { } read) return null;
        if (read.Draft is { Spec.IsReadable: true, IsScanned: false }) fields.Problem("point", NotScanned(read.Point));
        if (read.Point == of) fields.TolerableProblem("point", OnItself(read.Point));
        return new InterlockSpec(read.Point, read.Above, read.Below, read.EqualTo);
    }

    public static string NotScanned(PointId point) =>
        $"'{point}' is read only when it is asked for: what an interlock goes by has a 'scan'.";

    public static string OnItself(PointId point) =>
        $"'{point}' would stand in its own way: an interlock goes by another point.";
}
