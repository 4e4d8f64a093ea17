using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary><c>after</c> names points of the same profile that are settings, and never leads back to itself.</summary>
internal static class AfterOrder
{
    /// <param name="declared">All ids of the profile, also of points with other problems.</param>
    public static void Check(IReadOnlyList<PointDraft> points, IReadOnlyCollection<string> declared, ProblemList problems)
    {
        var byId = points.ToDictionary(point => point.Spec.Id);
        foreach (var point in points)
            foreach (var target in point.Spec.After)
                if (!declared.Contains(target.Value))
                    problems.Add(point.Key, $"'after' names '{target}', which is no point of this profile: "
                        + $"{Spelling.Hint(target.Value, declared)}.");
                else if (byId.TryGetValue(target, out var setting) && setting.Spec.Role != PointRole.Configuration)
                    problems.Add(point.Key, $"'after' names '{target}', whose role is "
                        + $"{PlantWord.Of(setting.Spec.Role)}: only configuration is restored, so nothing can wait for it.");
        if (Cycle(byId) is { Count: > 0 } cycle)
            problems.Add(byId[cycle[0]].Key, $"'after' leads in a circle: {string.Join(" after ", cycle)}.");
    }

    /// <summary>A circle, its first id also the last; empty if there is none.</summary>
    private static List<PointId> Cycle(Dictionary<PointId, PointDraft> byId)
    {
        // Points that wait for none are taken away until none is left, or only circles and what waits for them.
        var left = byId.ToDictionary(
            pair => pair.Key, pair => pair.Value.Spec.After.Where(byId.ContainsKey).ToHashSet());
        var waiting = left.SelectMany(pair => pair.Value.Select(target => (target, pair.Key)))
            .ToLookup(pair => pair.target, pair => pair.Key);
        var free = new Queue<PointId>(left.Where(pair => pair.Value.Count == 0).Select(pair => pair.Key));
        while (free.TryDequeue(out var id))
        {
            left.Remove(id);
            foreach (var next in waiting[id])
                if (left[next].Remove(id) && left[next].Count == 0)
                    free.Enqueue(next);
        }

        if (left.Count == 0) return [];
        var path = new List<PointId>();
        var current = byId.Values.First(point => left.ContainsKey(point.Spec.Id)).Spec.Id;
        while (!path.Contains(current))
        {
            path.Add(current);
            current = left[current].First();
        }

        return [.. path.SkipWhile(id => id != current), current];
    }
}
