using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>The settings of a restore group follow each other: <c>after</c> must let that be.</summary>
internal static class GroupOrder
{
    /// <param name="groups">Without other problems.</param>
    public static void Check(
        ImmutableArray<RestoreGroupSpec> groups, ProfilePoints points, PlantNode node, ProblemList problems)
    {
        var groupOf = groups.SelectMany(group => group.Points.Select(point => (point, group)))
            .ToDictionary(pair => pair.point, pair => pair.group);
        foreach (var group in groups)
            foreach (var (later, earlier) in Pairs(group, points))
                if (group.Points.IndexOf(earlier) > group.Points.IndexOf(later))
                {
                    Add(group, $"'{later}' comes after '{earlier}', as its 'after' says: list it so.");
                    return;
                }

        var waits = points.Drafts
            .SelectMany(draft => draft.Spec.After.Select(first => (Later: Part(draft.Spec.Id), First: Part(first))))
            .Where(pair => pair.Later != pair.First)
            .ToLookup(pair => pair.Later, pair => pair.First);
        foreach (var group in groups)
            if (Reaches(waits, group.Name))
            {
                Add(group, "A setting that is in no group or in another one would have to be written between two of "
                    + "its settings, as 'after' says; they follow each other.");
                return;
            }

        string Part(PointId point) => groupOf.TryGetValue(point, out var group) ? group.Name : $"/{point}";

        // Where a device has another order of a profile's groups, they are not under the node.
        void Add(RestoreGroupSpec group, string message)
        {
            if (((MapNode)node).Entries.FirstOrDefault(entry => entry.Key.Text == group.Name).Key is { } key)
                problems.Add(key, message);
            else
                problems.Add(node, $"In the restore group '{group.Name}': {message}");
        }
    }

    private static IEnumerable<(PointId Later, PointId Earlier)> Pairs(RestoreGroupSpec group, ProfilePoints points) =>
        group.Points.SelectMany(later => (points.Find(later.Value)?.Spec.After ?? [])
            .Where(earlier => group.Points.Contains(earlier))
            .Select(earlier => (later, earlier)));

    /// <summary>It waits for something that waits for it.</summary>
    private static bool Reaches(ILookup<string, string> waits, string start)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>(waits[start]);
        while (left.TryPop(out var part))
        {
            if (part == start) return true;
            if (!seen.Add(part)) continue;
            foreach (var next in waits[part]) left.Push(next);
        }

        return false;
    }
}
