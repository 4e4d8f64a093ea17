using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Two points of a profile may share a register only as different bits of it.</summary>
internal static class PointOverlaps
{
    public static void Check(IReadOnlyList<PointDraft> points, ProblemList problems)
    {
        foreach (var table in points.GroupBy(point => point.Spec.At.Table))
        {
            var ownerByPlace = new Dictionary<(int Offset, int Bit), PointDraft>();
            // Whole registers first, so that a bit of one is the one to blame.
            foreach (var point in table.OrderBy(point => point.Spec.At.Bit is not null).ThenBy(point => point.Key.Line))
            {
                var other = Place(point, ownerByPlace);
                if (other is null) continue;
                var (later, earlier) = IsAfter(point, other) ? (point, other) : (other, point);
                problems.Add(
                    later.Key,
                    $"'{later.Spec.Id}' at {later.Spec.At} overlaps '{earlier.Spec.Id}' at {Shown(earlier)}, declared "
                    + $"in line {earlier.Key.Line}.");
            }
        }
    }

    private static PointDraft? Place(PointDraft point, Dictionary<(int Offset, int Bit), PointDraft> ownerByPlace)
    {
        const int whole = -1;
        var at = point.Spec.At;
        PointDraft? found = null;
        for (var i = 0; i < point.Spec.Type.Size(); i++)
        {
            var offset = at.Offset + i;
            if (at.Bit is not null && ownerByPlace.TryGetValue((offset, whole), out var owner)) found ??= owner;
            var place = (offset, at.Bit ?? whole);
            if (!ownerByPlace.TryAdd(place, point)) found ??= ownerByPlace[place];
        }

        return found;
    }

    private static bool IsAfter(PointDraft a, PointDraft b) =>
        (a.Key.Line, a.Key.Column).CompareTo((b.Key.Line, b.Key.Column)) > 0;

    private static string Shown(PointDraft point) => point.Spec.Type.Size() switch
    {
        1 => point.Spec.At.ToString(),
        2 => $"{point.Spec.At} and the next register",
        var size => $"{point.Spec.At} and the next {size - 1} registers",
    };
}
