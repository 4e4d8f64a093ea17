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
    RecordRule Record)
{
    public static readonly TimeSpan DefaultRestoreWithin = TimeSpan.FromSeconds(60);

    private FrozenDictionary<PointId, PointSpec>? _pointById;
    private FrozenDictionary<CommandId, CommandSpec>? _commandById;

    public PointSpec? Point(PointId id) =>
        (_pointById ??= Points.ToFrozenDictionary(point => point.Id)).GetValueOrDefault(id);

    public CommandSpec? Command(CommandId id) =>
        (_commandById ??= Commands.ToFrozenDictionary(command => command.Id)).GetValueOrDefault(id);
}
