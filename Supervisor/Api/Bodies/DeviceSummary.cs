using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>A device in a list.</summary>
/// <param name="Mode">Null where its gateway gave no answer.</param>
/// <param name="Reason">Why it is not Passive.</param>
/// <param name="Administrative">What people decided about it; null where its gateway gave no answer, and before its
/// journal was read.</param>
/// <param name="Lock">Null: nobody holds it.</param>
public sealed record DeviceSummary(
    DeviceId Id,
    string Profile,
    DeviceClass Class,
    string? Area,
    DeviceMode? Mode,
    RecoveryStage? Stage,
    DateTimeOffset? Since,
    string? Reason,
    long? Incarnation,
    long? Recoveries,
    DateTimeOffset? LastContact,
    int? Queued,
    bool? JournalUp,
    AdministrativeStatus? Administrative,
    LockStatus? Lock)
{
    public static DeviceSummary Of(DeviceSpec spec, ShadowReplies.DeviceStatus? status, string noStatus) => new(
        spec.Id,
        spec.Profile,
        spec.Class,
        spec.Area,
        status?.Mode,
        status?.Stage,
        status?.Since,
        status is null ? noStatus : status.Reason,
        status?.Incarnation.Number,
        status?.Recoveries,
        status?.LastContact,
        status?.Queued,
        status?.JournalUp,
        status?.Administrative,
        status?.Lock);
}
