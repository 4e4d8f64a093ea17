using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>A declared device: its profile with the device's own overrides worked in.</summary>
/// <param name="Unit">The Modbus unit id, 0 to 255.</param>
/// <param name="Area">Where it stands, for people; null where not given.</param>
/// <param name="Points">In the order of the profile.</param>
/// <param name="RestoreWithin">Settings are restored by themselves only while the last confirmed contact is younger
/// than this; null: always.</param>
/// <param name="Record">The rule for points that have none of their own.</param>
/// <param name="ReadGap">Addresses not asked for that are read along, rather than starting another request.</param>
/// <param name="Share">Null: <see cref="LinkShare.Whole"/>.</param>
/// <param name="RestoreGroups">No setting is in two of them.</param>
public sealed record DeviceSpec(
    DeviceId Id,
    string Profile,
    DeviceClass Class,
    byte Unit,
    string? Area,
    IdentitySpec? Identity,
    ImmutableArray<PointSpec> Points,
    ImmutableArray<CommandSpec> Commands,
    BudgetSpec Budget,
    TimeSpan? RestoreWithin,
    RecordRule Record,
    int ReadGap = DeviceSpec.DefaultReadGap,
    BitWrites BitWrites = BitWrites.Mask,
    LinkShare? Share = null,
    ImmutableArray<RestoreGroupSpec> RestoreGroups = default)
{
    public const int DefaultReadGap = 8;

    public static readonly TimeSpan DefaultRestoreWithin = TimeSpan.FromSeconds(60);

    public ImmutableArray<RestoreGroupSpec> RestoreGroups { get; init; } = RestoreGroups.IsDefault ? [] : RestoreGroups;

    /// <summary>Null: not declared.</summary>
    public BootIdentitySpec? BootIdentity { get; init; }

    /// <summary>The most registers that are read with one request, where it is not one value that takes more; null: as
    /// many as the protocol lets.</summary>
    public int? ReadMax { get; init; }

    /// <summary>Ids that it had before in its gateway, as the file states them.</summary>
    public ImmutableArray<string> Was { get; init; } = [];

    /// <summary>What its journal is called where it does not have its id's name; null: it has.</summary>
    public string? Journal { get; init; }

    /// <summary>Why it is not run though it is declared; null: it is.</summary>
    public string? NotRun { get; init; }

    [JsonIgnore]
    public string JournalName => Journal ?? Id.ToString();

    // Each keeps the array it was made of: a copy made by 'with' has other points and takes these fields along.
    private Tuple<ImmutableArray<PointSpec>, FrozenDictionary<PointId, PointSpec>>? _points;
    private Tuple<ImmutableArray<PointSpec>, ImmutableArray<PointSpec>>? _alarmed;
    private Tuple<ImmutableArray<CommandSpec>, FrozenDictionary<CommandId, CommandSpec>>? _commands;

    public PointSpec? Point(PointId id)
    {
        var points = _points;
        if (points is null || points.Item1 != Points)
            _points = points = Tuple.Create(Points, Points.ToFrozenDictionary(point => point.Id));
        return points.Item2.GetValueOrDefault(id);
    }

    /// <summary>The points that have alarms.</summary>
    public ImmutableArray<PointSpec> AlarmedPoints()
    {
        var alarmed = _alarmed;
        if (alarmed is null || alarmed.Item1 != Points)
            _alarmed = alarmed = Tuple.Create(
                Points, Points.Where(point => point.Alarms is not null).ToImmutableArray());
        return alarmed.Item2;
    }

    public CommandSpec? Command(CommandId id)
    {
        var commands = _commands;
        if (commands is null || commands.Item1 != Commands)
            _commands = commands = Tuple.Create(Commands, Commands.ToFrozenDictionary(command => command.Id));
        return commands.Item2.GetValueOrDefault(id);
    }

    /// <summary>Which readings of the point are recorded. Those of an overlaid point always are: where it stood is
    /// known from the journal only.</summary>
    public RecordRule RecordOf(PointSpec point) => (point.Record ?? Record, point.Overlay) switch
    {
        (RecordRule.None, not null) => RecordRule.Change,
        (var rule, _) => rule,
    };

    /// <summary>By content: what was looked up before does not count, nor what anything was called before.</summary>
    public bool Equals(DeviceSpec? other) => ReferenceEquals(this, other)
        || (other is not null
            && Id == other.Id
            && Profile == other.Profile
            && Class == other.Class
            && Unit == other.Unit
            && Area == other.Area
            && Identity == other.Identity
            && BootIdentity == other.BootIdentity
            && Journal == other.Journal
            && NotRun == other.NotRun
            && Points.AsSpan().SequenceEqual(other.Points.AsSpan())
            && Commands.AsSpan().SequenceEqual(other.Commands.AsSpan())
            && Budget == other.Budget
            && RestoreWithin == other.RestoreWithin
            && Record == other.Record
            && ReadGap == other.ReadGap
            && ReadMax == other.ReadMax
            && BitWrites == other.BitWrites
            && Share == other.Share
            && RestoreGroups.AsSpan().SequenceEqual(other.RestoreGroups.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Id, Profile, Unit, Points.Length, Commands.Length);
}
