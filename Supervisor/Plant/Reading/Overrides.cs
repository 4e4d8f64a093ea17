using System.Collections.Immutable;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>
/// What a device says otherwise of the points and commands of its profile. Only policies can be given so: what the
/// device is like stands in the profile.
/// </summary>
internal sealed class Overrides(Fields device, ProfileDraft profile, OtherInputs others, ProblemList problems)
{
    // What the profile says with a key that is overridden goes with it.
    private static readonly ImmutableArray<(string Key, string Instead, ImmutableArray<string> Drops)> Together =
    [
        ("whenDown", PlantWord.Of(WhenDown.Queue), ["ttl"]),
        ("record", PlantWord.Of(RecordRule.Change), ["deadband", "recordAtLeast"]),
    ];

    /// <summary>The points as this device has them; null: as its profile.</summary>
    public IReadOnlyList<PointDraft>? Points()
    {
        var entries = Entries("points", "point", PlantLimits.PointsPerProfileMax, PlantKeys.PointOverride,
            PlantKeys.Point, [.. profile.Points.Select(point => point.Spec.Id.Value)]);
        var defaults = PolicyDefaults.Read(device, problems);
        // A problem of the profile is told once, where it is.
        if ((entries.Count == 0 && defaults.IsEmpty) || !profile.IsSound) return null;
        List<PointDraft> drafts =
        [
            .. profile.Points.Select(point => Point(point, entries.GetValueOrDefault(point.Spec.Id.Value), defaults)),
        ];
        if (entries.Values.Any(entry => entry.Find(Was.Key) is not null))
            Was.Check([.. drafts.Select(draft => (draft.Key, draft.Was))], "point", problems);
        return InterlockReader.WithInterlocks(
            drafts, new ProfilePoints(drafts, [.. drafts.Select(draft => draft.Spec.Id.Value)], others), problems);
    }

    /// <summary>The commands as this device has them.</summary>
    /// <param name="points">The device's.</param>
    public ImmutableArray<CommandSpec> Commands(IReadOnlyList<PointDraft> points)
    {
        var entries = Entries("commands", "command", PlantLimits.CommandsPerProfileMax, PlantKeys.CommandOverride,
            PlantKeys.Command, [.. profile.Commands.Select(command => command.Spec.Id.Value)]);
        if (entries.Count == 0 || !profile.IsSound) return profile.CommandSpecs;
        var known = new ProfilePoints(points, [.. points.Select(point => point.Spec.Id.Value)], others);
        List<CommandDraft> drafts =
        [
            .. profile.Commands.Select(command => entries.TryGetValue(command.Spec.Id.Value, out var other)
                ? Command(command, other, known)
                : command),
        ];
        if (entries.Values.Any(entry => entry.Find(Was.Key) is not null))
            Was.Check([.. drafts.Select(draft => (draft.Entry.Key, draft.Was))], "command", problems);
        return [.. drafts.Select(draft => draft.Spec)];
    }

    private PointDraft Point(PointDraft point, MapNode? other, PolicyDefaults defaults)
    {
        if (other is null && defaults.IsEmpty) return point;
        var own = other is null ? point.Own : Merged(point.Own, other);
        var keys = profile.Defaults.AppliedTo(defaults.AppliedTo(own));
        return PointReader.Read(point.Key, keys, profile.Addressing, problems) ?? point;
    }

    private CommandDraft Command(CommandDraft command, MapNode other, ProfilePoints points)
    {
        var entry = new MapEntry(command.Entry.Key, Merged((MapNode)command.Entry.Value, other));
        return CommandReader.Read(entry, points, profile.Addressing, problems) ?? command;
    }

    /// <summary>What is given for known points or commands, by id, without keys that are not for here.</summary>
    private Dictionary<string, MapNode> Entries(
        string key, string what, int max, KeySet keys, KeySet declared, IReadOnlyCollection<string> known)
    {
        var given = new Dictionary<string, MapNode>(StringComparer.Ordinal);
        foreach (var (id, value) in NamedEntries.Of(device.Node(key), what, max, problems))
        {
            if (!known.Contains(id.Text))
            {
                if (profile.IsSound)
                    problems.Add(id, $"'{id.Shown}' is no {what} of the profile '{profile.Name}': "
                        + $"{Spelling.Hint(id.Text, known)}");
                continue;
            }

            var policies = value is MapNode map ? Policies(map, keys, declared) : value;
            if (Fields.Of(policies, keys, problems) is { } fields)
                given.Add(id.Text, fields.Map.With(
                    [.. fields.Map.Entries.Where(entry => keys.Knows(entry.Key.Text))]));
        }

        return given;
    }

    private MapNode Policies(MapNode map, KeySet keys, KeySet declared)
    {
        foreach (var entry in map.Entries)
            if (!keys.Knows(entry.Key.Text) && declared.Knows(entry.Key.Text))
                problems.Add(entry.Key, $"'{entry.Key.Text}' is for the profile to say, as it is the same for all its "
                    + $"devices; one device may say otherwise: {string.Join(", ", keys.Keys)}.");
        return map.With([.. map.Entries.Where(entry =>
            keys.Knows(entry.Key.Text) || !declared.Knows(entry.Key.Text))]);
    }

    private static MapNode Merged(MapNode own, MapNode other)
    {
        var dropped = Together
            .Where(rule => other.Find(rule.Key) is TextNode word && word.Text != rule.Instead)
            .SelectMany(rule => rule.Drops)
            .Concat(other.Find("replay") is TextNode { Text: "never" } ? ["restoreWithin", "onConflict"] : [])
            .ToHashSet(StringComparer.Ordinal);
        return other.With(
        [
            .. own.Entries.Where(entry => other.Find(entry.Key.Text) is null && !dropped.Contains(entry.Key.Text)),
            .. other.Entries,
        ]);
    }
}
