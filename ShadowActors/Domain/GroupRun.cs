using System.Collections.Immutable;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>How far the steps around the settings of a restore group have come.</summary>
/// <param name="Unlock">Still to be done before the first setting.</param>
/// <param name="Lock">Still to be done after the last one.</param>
/// <param name="Locked">No step of locking was refused.</param>
/// <param name="Reason">What the device said no to; null: nothing.</param>
/// <param name="WasOpen">An earlier recovery may have unlocked it, and did not lock it.</param>
/// <param name="Answered">The steps that the device has answered, whatever it said.</param>
public sealed record GroupRun(
    string Name, ImmutableList<RestoreStep> Unlock, ImmutableList<RestoreStep> Lock, bool Locked = true,
    string? Reason = null, bool WasOpen = false, int Answered = 0)
{
    public static GroupRun Of(RestoreGroupSpec group) => new(group.Name, [.. group.Unlock], [.. group.Lock]);

    public PlannedGroup Planned => new(
        Name, [.. Unlock.Select(RestoreGroups.Operation)], [.. Lock.Select(RestoreGroups.Operation)]);

    public TransferredGroup Transferred => new(Name, Locked, Reason);
}
