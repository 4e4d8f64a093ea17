using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// What proves that a request was done whose answer was lost. That the device has the value which a write asked for is
/// proof enough, and so is the condition of a command that may be repeated: the device is in the state asked for. For
/// anything else the condition must have come true since the request was sent, and nothing else may have made it so.
/// </summary>
internal static class Evidence
{
    /// <summary>What must be read; null: nothing can prove it.</summary>
    public static PointId? PointOf(DeviceSpec device, Operation operation) =>
        ConfirmOf(device, operation) is { } confirm
            ? device.Point(confirm.Point) is null ? null : confirm.Point
            : operation is WriteOperation write && device.Point(write.Point)
                is { Role: PointRole.Configuration or PointRole.Output, IsReadable: true }
                    ? write.Point
                    : null;

    /// <summary>To be recorded when it is sent: what the point reads that may have to prove it; null: it need not be
    /// known, or is not.</summary>
    public static PointValue? Shown(Turn turn, Operation operation, RequestId self) =>
        BeforeMatters(turn.Spec, operation) && PointOf(turn.Spec, operation) is { } id
            ? Fresh(turn, operation, id, self)
            : null;

    /// <summary>Null: it is known, or need not be.</summary>
    public static PointId? ToRead(Turn turn, Operation operation, RequestId self) =>
        BeforeMatters(turn.Spec, operation) && PointOf(turn.Spec, operation) is { } id && !turn.State.IsUnread(id)
        && Fresh(turn, operation, id, self) is null
            ? id
            : null;

    /// <summary>Why a reading can't prove it; null: one can, if it shows what was asked for.</summary>
    public static string? WhyNot(Turn turn, RequestRecord record)
    {
        if (PointOf(turn.Spec, record.Operation) is not { } id) return "nothing is declared that proves it (confirmBy)";
        if (!BeforeMatters(turn.Spec, record.Operation)) return null;
        if (record.Shown is not { } shown) return $"what '{id}' was before is not known, so it proves nothing";
        if (Holds(turn.Spec, record.Operation, shown))
            return $"'{id}' was {shown} already before it was sent, so it proves nothing";
        return Rival(turn, record, id) is { } rival ? $"{rival.Request} may have done what '{id}' shows" : null;
    }

    /// <summary>The reading shows it, and can prove it.</summary>
    public static bool IsProven(Turn turn, RequestRecord record)
    {
        var operation = record.Operation;
        if (PointOf(turn.Spec, operation) is not { } id || turn.Spec.Point(id) is not { } point) return false;
        if (!turn.Live.Readings.TryGetValue(id, out var live) || !live.Status.IsGood) return false;
        return ConfirmOf(turn.Spec, operation) is null
            ? RecoveryPlan.IsSame(point, ((WriteOperation)operation).Value, live.Value)
            : Holds(turn.Spec, operation, live.Value) && WhyNot(turn, record) is null;
    }

    private static ConfirmSpec? ConfirmOf(DeviceSpec device, Operation operation) => operation switch
    {
        WriteOperation write => device.Point(write.Point)?.ConfirmBy,
        InvokeOperation invoke => device.Command(invoke.Command)?.ConfirmBy,
        _ => null,
    };

    /// <summary>Having the state asked for does not tell that the request brought it about.</summary>
    private static bool BeforeMatters(DeviceSpec device, Operation operation) =>
        ConfirmOf(device, operation) is not null
        && !(operation is InvokeOperation invoke && device.Command(invoke.Command)?.Idempotent == true);

    private static bool Holds(DeviceSpec device, Operation operation, PointValue? value) =>
        ConfirmOf(device, operation) is { } confirm
        && Condition.Holds(confirm.Above, confirm.Below, confirm.EqualTo, value);

    /// <summary>Read since the device had the last request that it shows too.</summary>
    private static PointValue? Fresh(Turn turn, Operation operation, PointId id, RequestId self) =>
        turn.Live.Readings.GetValueOrDefault(id) is { Status.IsGood: true, IsWritten: false } live
        && turn.Now.Uptime - live.At <= turn.Spec.Point(id)!.StaleAfter
        && !turn.State.Requests.Values.Any(other => other.Request != self && IsShownBy(turn.Spec, other, id)
            && (other.Verdict == Verdict.Sent || IsSettledAfter(turn, other, live.At)))
            ? live.Value
            : null;

    private static bool IsSettledAfter(Turn turn, RequestRecord record, TimeSpan at) =>
        record.Verdict is Verdict.Confirmed or Verdict.Indeterminate && record.Boot == turn.Own.Boot
        && TimeSpan.FromMilliseconds(record.UptimeMs + 1) >= at;

    /// <summary>One that may have been done since this one was sent, with the same effect.</summary>
    private static RequestRecord? Rival(Turn turn, RequestRecord record, PointId id) =>
        turn.State.Requests.Values.FirstOrDefault(other => other.Request != record.Request
            && IsShownBy(turn.Spec, other, id)
            && (other.Order > record.Order
                ? other.Verdict is Verdict.Sent or Verdict.Confirmed or Verdict.Indeterminate
                : other.Verdict is Verdict.Sent or Verdict.Indeterminate));

    private static bool IsShownBy(DeviceSpec device, RequestRecord record, PointId id) =>
        ConfirmOf(device, record.Operation)?.Point == id;
}
