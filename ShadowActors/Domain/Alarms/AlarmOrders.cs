using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>What an order on an alarm means, and whether it can be done.</summary>
public static class AlarmOrders
{
    /// <summary>The principal of what happens because a time is over.</summary>
    public const string TimeOver = "time over";

    /// <param name="record">The alarm as it stands; null: it is Normal.</param>
    /// <param name="isDeclared">There is such an alarm.</param>
    /// <returns>The act to record; or why not; or neither, where it is so already.</returns>
    public static (AlarmAct? Act, RefusalKind? Refusal, string Text) Of(
        AlarmOrder order, AlarmRecord? record, bool isDeclared)
    {
        if (record is null && !isDeclared) return (null, RefusalKind.UnknownAlarm, "there is no such alarm");
        return order switch
        {
            AlarmOrder.Acknowledge when record is { IsAcknowledged: false } =>
                (AlarmAct.Acknowledged, null, "acknowledged"),
            AlarmOrder.Acknowledge => (null, null, "nothing is to be acknowledged"),
            AlarmOrder.Reset when record is { IsActive: true } =>
                (null, RefusalKind.AlarmStillActive, "its condition still holds: it can be reset when that is over"),
            AlarmOrder.Reset when record is { IsLatched: true } => (AlarmAct.Reset, null, "reset"),
            AlarmOrder.Reset => (null, null, "it is not latched"),
            AlarmOrder.Shelve => (AlarmAct.Shelved, null, "shelved"),
            AlarmOrder.Unshelve when record?.Shelf is not null => (AlarmAct.Unshelved, null, "unshelved"),
            _ => (null, null, "it is not shelved"),
        };
    }
}
