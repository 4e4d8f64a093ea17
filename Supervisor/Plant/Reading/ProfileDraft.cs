using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

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

    public int? ReadMax { get; init; }

    public ImmutableArray<CommandSpec> CommandSpecs { get; } = [.. Commands.Select(command => command.Spec)];
}
