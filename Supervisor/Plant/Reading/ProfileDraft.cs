using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>A profile as it stands in the file, before a gateway gives its scan classes their periods.</summary>
/// <param name="Defaults">What it says for all its points.</param>
/// <param name="IsSound">It has no problem.</param>
internal sealed record ProfileDraft(
    string Name,
    DeviceClass Class,
    IdentitySpec? Identity,
    Upkeep Upkeep,
    int ReadGap,
    BitWrites BitWrites,
    Addressing Addressing,
    PolicyDefaults Defaults,
    ImmutableArray<PointDraft> Points,
    ImmutableArray<CommandDraft> Commands,
    ImmutableArray<RestoreGroupSpec> RestoreGroups,
    bool IsSound)
{
    public BootIdentitySpec? BootIdentity { get; init; }

    /// <summary>What the plant says for its class.</summary>
    public required PolicyDefaults ClassDefaults { get; init; }

    /// <summary>The keys of a point with what is said for all, the nearest first.</summary>
    public PlantNode PointKeys(PlantNode own) => ClassDefaults.AppliedTo(Defaults.AppliedTo(own));

    public PlantNode CommandKeys(PlantNode own) => ClassDefaults.AppliedToCommand(Defaults.AppliedToCommand(own));

    public int? ReadMax { get; init; }

    public ImmutableArray<CommandSpec> CommandSpecs { get; } = [.. Commands.Select(command => command.Spec)];
}
