using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>
/// What a profile or a device says once for all its points: <c>staleAfter</c> for every one, the others for its
/// settings. A point that says it itself goes by that.
/// </summary>
internal sealed class PolicyDefaults
{
    private static readonly string[] Keys = ["staleAfter", "replay", "onConflict", "repeatable", "whenDown", "ttl"];

    private readonly MapNode? _given;

    private PolicyDefaults(MapNode? given) => _given = given;

    public bool IsEmpty => _given is null;

    /// <summary>None where there are problems.</summary>
    public static PolicyDefaults Read(Fields fields, ProblemList problems)
    {
        var before = problems.Count;
        fields.Duration("staleAfter");
        fields.Boolean("repeatable");
        WaitingReader.Read(fields);
        var replay = fields.Choice<ReplayRule>("replay");
        if (fields.Choice<ConflictRule>("onConflict") is not null && replay == ReplayRule.Never)
            fields.Problem("onConflict", "With 'replay: never' nothing is restored: leave 'onConflict' out.");
        return new PolicyDefaults(
            problems.Count > before || !Keys.Any(fields.Has) ? null : fields.Map);
    }

    /// <summary>The keys of a point with what is said for all where it says nothing.</summary>
    public PlantNode AppliedTo(PlantNode node)
    {
        if (_given is null || node is not MapNode point) return node;
        var keys = point.Entries.ToList();
        var isSetting = Word(point, "role") == PlantWord.Of(PointRole.Configuration);
        foreach (var key in Keys)
            if ((isSetting || key == "staleAfter") && point.Find(key) is null && _given.Find(key) is not null
                && IsMeant(point.With(keys), key))
                keys.Add(_given.Entries.First(entry => entry.Key.Text == key));
        return point.With(keys);
    }

    /// <summary>What goes with another key goes by the point's own.</summary>
    private static bool IsMeant(MapNode point, string key) => key switch
    {
        "ttl" => Word(point, "whenDown") == PlantWord.Of(WhenDown.Queue),
        "onConflict" => Word(point, "replay") != PlantWord.Of(ReplayRule.Never),
        _ => true,
    };

    private static string? Word(MapNode map, string key) => (map.Find(key) as TextNode)?.Text;
}
