using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>A device with all that its shadow knows of it.</summary>
/// <param name="Waiting">Requests that wait for an answer.</param>
/// <param name="Queued">Requests that are accepted and not yet executed.</param>
/// <param name="Administrative">What people decided about it; null: not known before its journal was read.</param>
/// <param name="Lock">Who alone may change it now; null: nobody holds the lock.</param>
/// <param name="Held">Settings that differ from what is recorded and were not restored by themselves.</param>
public sealed record DeviceBody(
    DeviceId Id,
    string Profile,
    DeviceClass? Class,
    string? Area,
    DeviceMode Mode,
    RecoveryStage? Stage,
    DateTimeOffset Since,
    string? Reason,
    long Incarnation,
    long Recoveries,
    string? LastError,
    DateTimeOffset? LastContact,
    int Waiting,
    int Queued,
    bool JournalUp,
    ImmutableArray<HeldBody> Held,
    ImmutableArray<PointBody> Points,
    ImmutableArray<PointDeclaration> DeclaredPoints,
    ImmutableArray<CommandDeclaration> DeclaredCommands,
    AdministrativeStatus? Administrative,
    LockStatus? Lock)
{
    public static DeviceBody Of(ShadowReplies.DeviceStatus status, DeviceSpec? spec) => new(
        status.Device,
        status.Profile,
        spec?.Class,
        spec?.Area,
        status.Mode,
        status.Stage,
        status.Since,
        status.Reason,
        status.Incarnation.Number,
        status.Recoveries,
        status.LastError,
        status.LastContact,
        status.Waiting,
        status.Queued,
        status.JournalUp,
        [.. status.Held.Select(HeldBody.Of)],
        [.. status.Readings.Select(reading => PointBody.Of(reading, null))],
        spec is null ? [] : [.. spec.Points.Select(PointDeclaration.Of)],
        spec is null ? [] : [.. spec.Commands.Select(CommandDeclaration.Of)],
        status.Administrative,
        status.Lock);
}
