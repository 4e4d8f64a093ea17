using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>
/// What a class, a profile or a device says once for all its points and commands: <c>staleAfter</c> for every point,
/// the others for its settings, <c>whenDown</c> and <c>ttl</c> for idempotent commands too. What says it itself goes by
/// that.
/// </summary>
internal sealed class PolicyDefaults
{
    private static readonly string[] Keys = ["staleAfter", "replay", "onConflict", "repeatable", "whenDown", "ttl"];

    private static readonly string[] OfPoints = ["staleAfter"];
    private static readonly string[] OfCommands = ["whenDown", "ttl"];

    public static readonly PolicyDefaults None = new(null);

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
        var isSetting = Word(point, "role") == PlantWord.Of(PointRole.Configuration);
        return Completed(point, isSetting ? Keys : OfPoints);
    }

    /// <summary>The same of a command: of one that may be repeated, and is not safe. Any other acts each time, and says
    /// itself what becomes of it.</summary>
    public PlantNode AppliedToCommand(PlantNode node) =>
        node is MapNode command && Word(command, "idempotent") == "true" && Word(command, "safe") != "true"
            ? Completed(command, OfCommands)
            : node;

    private MapNode Completed(MapNode own, string[] meant)
    {
        if (_given is null) return own;
        var keys = own.Entries.ToList();
        foreach (var key in meant)
            if (own.Find(key) is null && _given.Find(key) is not null && IsMeant(own.With(keys), key))
                keys.Add(_given.Entries.First(entry => entry.Key.Text == key));
        return own.With(keys);
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
