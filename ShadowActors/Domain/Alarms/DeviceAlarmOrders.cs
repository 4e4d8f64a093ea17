using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>What somebody orders of a device's alarms: answered when it is on record.</summary>
internal static class DeviceAlarmOrders
{
    public static void Asked(Turn turn, long ticket, ShadowCommands.ChangeAlarm order)
    {
        if (!Refusals.CanRecord(turn, ticket, order)) return;
        if (turn.Live.AlarmOrders.Length >= ShadowLimits.OrdersMax)
            Refusals.Busy(turn, ticket, order, $"{ShadowLimits.OrdersMax} orders on alarms wait already");
        else Decide(turn, ticket, order);
    }

    /// <summary>It is on record.</summary>
    public static void Durable(Turn turn, Continuations.TellAlarm tell)
    {
        if (!Take(turn, tell.Ticket)) return;
        turn.Answer(tell.Ticket, Answer(turn, tell.Alarm, tell.Request, tell.Text));
    }

    /// <summary>It did not come into the journal; the same order again does no harm.</summary>
    public static void Undo(Turn turn, Continuations.TellAlarm tell, string reason)
    {
        if (Take(turn, tell.Ticket)) Refuse(turn, tell.Ticket, RefusalKind.JournalUnavailable, reason);
        else
            turn.Do(new ShadowEffects.LogWarning(
                $"an order on the alarm {tell.Alarm} is not on record, {tell.Text}: {reason}"));
    }

    public static void TimeOver(Turn turn)
    {
        foreach (var order in turn.Live.AlarmOrders.Where(order => order.Deadline <= turn.Now.Uptime).ToList())
            if (Take(turn, order.Ticket))
                Refuse(turn, order.Ticket, RefusalKind.DeadlinePassed, Refusals.Unrecorded(Deadlines.NoAppend));
    }

    private static void Decide(Turn turn, long ticket, ShadowCommands.ChangeAlarm order)
    {
        var record = turn.State.Alarms.GetValueOrDefault(order.Alarm);
        var condition = DeviceAlarms.Find(turn.Spec, order.Alarm);
        var (act, refusal, text) = AlarmOrders.Of(order.Order, record, condition is not null);
        if (refusal is { } kind)
        {
            Refusals.Refuse(
                turn, ticket, order, AlarmIds.Of(turn.Spec.Id.Gateway, turn.Spec.Id, order.Alarm), kind, text,
                ServedBy.ShadowCheck);
        }
        else if (act is not { } due)
        {
            turn.Answer(ticket, Answer(turn, order.Alarm, order.Request, text));
        }
        else
        {
            DeviceAlarms.Record(turn, due, AlarmBook.Told(
                condition ?? AlarmConditions.EqualTo, order.Alarm, record?.Message ?? "no alarm stands",
                order.Principal, order.Comment, order.For));
            var deadline = turn.Now.Uptime + order.Timeout;
            turn.Live = turn.Live with { AlarmOrders = turn.Live.AlarmOrders.Add((ticket, order.Request, deadline)) };
            Deadlines.Expect(turn, deadline);
            turn.Then(new Continuations.TellAlarm(ticket, order.Request, order.Alarm, text));
        }
    }

    private static ShadowReplies.AlarmAnswered Answer(Turn turn, string alarm, RequestId request, string text) => new(
        AlarmIds.Of(turn.Spec.Id.Gateway, turn.Spec.Id, alarm), request,
        turn.State.Alarms.GetValueOrDefault(alarm)?.State ?? AlarmState.Normal, text);

    private static bool Take(Turn turn, long ticket)
    {
        var left = turn.Live.AlarmOrders.RemoveAll(order => order.Ticket == ticket);
        if (left.Length == turn.Live.AlarmOrders.Length) return false;
        turn.Live = turn.Live with { AlarmOrders = left };
        return true;
    }

    private static void Refuse(Turn turn, long ticket, RefusalKind kind, string reason) =>
        turn.Answer(ticket, new ShadowReplies.Refused(
            turn.Spec.Id.ToString(), kind, reason, ServedBy.ShadowBusy, ShadowLimits.RetryAfter));
}
