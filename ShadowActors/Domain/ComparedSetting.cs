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
        var write = new WriteOperation(id, recorded);
        var outdated = WhyLate(turn, transfer, point);
        // A difference that is no loss is a conflict, as a late one is.
        var late = outdated ?? Conflicts.Why(turn, point, reading?.Value);
        var notRead = Conflicts.WhyNotKnown(point, reading?.Value);
        var comparedOnly = turn.State.ComparedAfter is { } decided ? $"compared only, after {decided.Words()}" : null;
        var quarantined = turn.State.Quarantine.GetValueOrDefault(QuarantineId.OfSetting(id))?.Reason
            ?? Poison.WhyHeld(turn, QuarantineId.OfSetting(id));
        var barred = comparedOnly ?? quarantined
            ?? ValueCheck.Problem(turn.Spec, write)?.Reason ?? Interlocks.Problem(turn, write);
        // What waits for somebody to decide does so whatever comes after it.
        var before = HeldBefore(turn, id);
        var held = barred ?? before ?? notRead;
        var action = SettingRule.Decide(
            point, RecoveryPlan.IsSame(point, recorded, reading?.Value), late is not null, held is not null,
            CanAdopt(turn, id, reading));
        var isLeft = action is SettingAction.Hold or SettingAction.Adopt;
        var reason = isLeft ? before ?? comparedOnly ?? outdated ?? notRead ?? late ?? held : null;
        HoldCause? cause = !isLeft || (before ?? comparedOnly ?? outdated) is not null ? null
            : notRead is not null ? HoldCause.NotRead
            : late is null && quarantined is not null ? HoldCause.Quarantine
            : null;
        return new ComparedSetting(id, recorded, reading?.Value, action, reason) { Barred = barred, Cause = cause };
    }

    /// <summary>Why it may not be written, though the device may have it already; null: it may.</summary>
    public string? Barred { get; private init; }

    /// <summary>Of one that is held: what may be over by the next recovery.</summary>
    public HoldCause? Cause { get; private init; }

    public TransferredSetting Done => new(Point, Recorded, Actual, Action switch
    {
        SettingAction.Keep => TransferResult.Unchanged,
        SettingAction.Adopt => TransferResult.Adopted,
        _ => TransferResult.Held,
    }, Reason, Cause);

    /// <param name="reason">Unless it has one of its own.</param>
    public ComparedSetting Held(string reason, HoldCause? cause) => Reason is not null
        ? this with { Action = SettingAction.Hold }
        : this with { Action = SettingAction.Hold, Reason = reason, Cause = cause };

    private static string? HeldBefore(Turn turn, PointId id) =>
        turn.State.Held.GetValueOrDefault(id.Value) is { Cause: null } held ? held.Reason : null;

    private static bool CanAdopt(Turn turn, PointId id, PointReading? reading) =>
        reading is { Status.IsGood: true, Value: { } value }
        && ValueCheck.Problem(turn.Spec, new WriteOperation(id, value)) is null;

    private static string? WhyLate(Turn turn, Transfer transfer, PointSpec point) => point.RestoreWithin is { } own
        ? RecoveryPlan.HeldReason(
            own == PointSpec.RestoreAlways ? null : own, turn.Live.ContactBeforeFailure, turn.Now.Uptime)
        : transfer.HeldReason;
}
