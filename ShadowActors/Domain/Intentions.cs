using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What settings are, and what they will be when all that is asked of them is done.</summary>
internal static class Intentions
{
    /// <summary>A write of the value that a repeatable setting is meant to have already.</summary>
    public static bool IsRepeated(Turn turn, Operation operation) =>
        operation is WriteOperation write
        && turn.Spec.Point(write.Point) is { Repeatable: true, Role: PointRole.Configuration }
        && Intended(turn, write.Point) == write.Value;

    /// <summary>What a setting will be when all that is under way is done.</summary>
    private static PointValue? Intended(Turn turn, PointId point)
    {
        // One that waits is newer than what is only on record: that was sent, or accepted, before.
        var live = turn.Live.Requests.Values
            .Where(request => request.Phase != RequestPhase.Settling && IsWriteOf(request.Operation, point))
            .MaxBy(request => request.Order)?.Operation;
        var open = live ?? turn.State.Requests.Values
            .Where(record => record.IsOpen && IsWriteOf(record.Operation, point))
            .MaxBy(record => record.Order)?.Operation;
        return open is WriteOperation write
            ? write.Value
            : turn.State.Settings.GetValueOrDefault(point.Value)?.Value;
    }

    private static bool IsWriteOf(Operation operation, PointId point) =>
        operation is WriteOperation write && write.Point == point;
}
