using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary>A point without the keys that say what is so anyway.</summary>
internal static class PlainPoint
{
    private static readonly string[] Kept = ["at", "fields"];

    /// <param name="point">Without problems.</param>
    public static MapEntry Of(MapEntry point)
    {
        var draft = Read(point)!;
        var plain = (MapNode)point.Value;
        for (var i = plain.Entries.Count - 1; i >= 0; i--)
        {
            var (key, value) = plain.Entries[i];
            if (key.Text == "fields") plain = With(plain, i, Fields(point.Key, plain, i, (MapNode)value, draft));
            if (Kept.Contains(key.Text)) continue;
            var shorter = Without(plain, i);
            if (IsSame(Read(new(point.Key, shorter)), draft)) plain = shorter;
        }

        return new MapEntry(point.Key, plain);
    }

    private static MapNode Fields(TextNode id, MapNode point, int at, MapNode fields, PointDraft draft)
    {
        for (var f = 0; f < fields.Entries.Count; f++)
        {
            var field = (MapNode)fields.Entries[f].Value;
            for (var i = field.Entries.Count - 1; i >= 0; i--)
            {
                if (field.Entries[i].Key.Text == "at") continue;
                var shorter = With(fields, f, Without(field, i));
                if (!IsSame(Read(new(id, With(point, at, shorter))), draft)) continue;
                (fields, field) = (shorter, Without(field, i));
            }
        }

        return fields;
    }

    private static PointDraft? Read(MapEntry point)
    {
        var problems = new ProblemList("");
        var draft = PointReader.Read(point.Key, point.Value, Addressing.ZeroBased, problems);
        return problems.Count == 0 ? draft : null;
    }

    // What is stale follows the period, which a scan class gets only on a gateway.
    private static bool IsSame(PointDraft? shorter, PointDraft draft) => shorter is not null
        && shorter.Spec == draft.Spec
        && shorter.Spec.Was.SequenceEqual(draft.Spec.Was)
        && shorter.ScanClass?.Text == draft.ScanClass?.Text
        && (draft.ScanClass is null || shorter.HasStaleAfter == draft.HasStaleAfter);

    private static MapNode Without(MapNode map, int entry) =>
        new(map.Line, map.Column, map.Path, [.. map.Entries.Take(entry), .. map.Entries.Skip(entry + 1)]);

    private static MapNode With(MapNode map, int entry, MapNode value) => new(map.Line, map.Column, map.Path,
    [
        .. map.Entries.Take(entry), new MapEntry(map.Entries[entry].Key, value), .. map.Entries.Skip(entry + 1),
    ]);
}
