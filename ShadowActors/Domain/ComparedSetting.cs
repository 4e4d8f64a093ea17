using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>A recorded setting beside what the device has, and what is done about it.</summary>
/// <param name="Actual">Null: it was not read.</param>
/// <param name="Reason">Why it is held or adopted; else null.</param>
internal sealed record ComparedSetting(
    PointId Point, PointValue Recorded, PointValue? Actual, SettingAction Action, string? Reason)
{
    public static ComparedSetting Of(Turn turn, Transfer transfer, PointId id, PointReading? reading)
    {
        var point = turn.Spec.Point(id)!;
        var recorded = turn.State.Settings[id.Value].Value;
        // A difference that is no loss is a conflict, as a late one is.
        var late = WhyLate(turn, transfer, point) ?? Conflicts.Why(turn, point, reading?.Value);
        var comparedOnly = turn.State.ComparedAfter is { } before ? $"compared only, after {before.Words()}" : null;
        var held = comparedOnly
            ?? turn.State.Quarantine.GetValueOrDefault(QuarantineId.OfSetting(id))?.Reason
            ?? HeldBefore(turn, id)
            ?? ValueCheck.Problem(turn.Spec, new WriteOperation(id, recorded))?.Reason
            ?? Interlocks.Problem(turn, new WriteOperation(id, recorded));
        var action = SettingRule.Decide(
            point, RecoveryPlan.IsSame(point, recorded, reading?.Value), late is not null, held is not null,
            CanAdopt(turn, id, reading));
        var reason = action is SettingAction.Hold or SettingAction.Adopt ? comparedOnly ?? late ?? held : null;
        return new ComparedSetting(id, recorded, reading?.Value, action, reason);
    }

    public TransferredSetting Done => new(Point, Recorded, Actual, Action switch
    {
        SettingAction.Keep => TransferResult.Unchanged,
        SettingAction.Adopt => TransferResult.Adopted,
        _ => TransferResult.Held,
    }, Reason);

    public ComparedSetting Held(string reason) => this with { Action = SettingAction.Hold, Reason = Reason ?? reason };

    private static string? HeldBefore(Turn turn, PointId id) =>
        turn.State.Held.GetValueOrDefault(id.Value)?.Reason is { } reason
        && !reason.EndsWith(Conflicts.NotRead, StringComparison.Ordinal)
            ? reason
            : null;

    private static bool CanAdopt(Turn turn, PointId id, PointReading? reading) =>
        reading is { Status.IsGood: true, Value: { } value }
        && ValueCheck.Problem(turn.Spec, new WriteOperation(id, value)) is null;

    private static string? WhyLate(Turn turn, Transfer transfer, PointSpec point) => point.RestoreWithin is { } own
        ? RecoveryPlan.HeldReason(
            own == PointSpec.RestoreAlways ? null : own, turn.Live.ContactBeforeFailure, turn.Now.Uptime)
        : transfer.HeldReason;
}
