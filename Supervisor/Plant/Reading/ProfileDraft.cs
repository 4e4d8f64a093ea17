using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>A profile as it stands in the file, before a gateway gives its scan classes their periods.</summary>
internal sealed record ProfileDraft(
    string Name,
    DeviceClass Class,
    IdentitySpec? Identity,
    Upkeep Upkeep,
    int ReadGap,
    BitWrites BitWrites,
    ImmutableArray<PointDraft> Points,
    ImmutableArray<CommandSpec> Commands)
{
    public BootIdentitySpec? BootIdentity { get; init; }
}
