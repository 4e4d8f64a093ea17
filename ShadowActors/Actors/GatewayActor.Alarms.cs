using System.Collections.Immutable;
using Akka.Actor;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>The gateway's own alarms: its link, its journal.</summary>
public sealed partial class GatewayActor
{
    private readonly List<(IActorRef Client, GatewayCommands.ChangeAlarm Order, string Text)> _alarmOrders = [];
    private GatewayAlarms _alarms = GatewayAlarms.None;
    private ImmutableList<GatewayAlarms.Coming> _alarmsUnderWay = [];
    private int _alarmOrdersUnderWay;
    private long _alarmsAppend;

    /// <summary>As what is durable leaves them: <see cref="_alarms"/> may be further.</summary>
    private ImmutableSortedDictionary<string, AlarmRecord> _alarmsOnRecord = AlarmBook.Empty;

    private bool OfAlarms(object message)
    {
        switch (message)
        {
            case GatewayCommands.ChangeAlarm order: ChangeAlarm(order); return true;
            case GatewayCommands.NoticesLost lost:
                _alarms = _alarms.Happened(
                    AlarmConditions.NoticesLost, $"{lost.Count} given up, the last: {lost.Reason}", _clock.Now,
                    _environment.Boot);
                LookAtAlarmsAgain();
                return true;
            case LookAtAlarms: LookAtAlarmsAgain(); return true;
            default: return false;
        }
    }

    private ImmutableArray<AlarmView> AlarmViewsNow() =>
        [.. _alarms.Book.Values.Select(record => AlarmViews.Of(_id, record))];

    private void LookAtAlarmsAgain()
    {
        if (_status is not (ClaimStatus.None or ClaimStatus.Claiming or ClaimStatus.Held) || _stopReason is not null)
            return;
        var now = _clock.Now;
        var boot = _environment.Boot;
        bool? isLost = _status == ClaimStatus.Held && _connection is not null && !_unlinking ? !_linkUp : null;
        _alarms = _alarms
            .Look(AlarmConditions.LinkLost, isLost, _linkReason ?? "connected again", now, boot)
            .Look(
                AlarmConditions.JournalAway, HasJournalAlarm(), _journalAway?.Reason ?? "the journal is back", now,
                boot)
            .Look(AlarmConditions.NoticesLost, false, "no more were given up for a while", now, boot)
            .Unshelve(now, boot);
        _metrics.Alarms = _alarms.Book;
        if (_journalAway is not null) TellEarly();
        AppendAlarms();
        if (_alarms.NextAt is not { } next) return;
        var wait = next - now.Uptime;
        Timers.StartSingleTimer(
            LookAtAlarms.Instance, LookAtAlarms.Instance,
            wait > TimeSpan.Zero ? wait : AlarmLimits.LookAgainTime);
    }

    /// <summary>One database is away: one alarm of the node, of the gateway that saw it first. A journal that can't be
    /// read is this gateway's own.</summary>
    private bool HasJournalAlarm()
    {
        if (_journalAway is { Kind: RefusalKind.JournalUnavailable }) return _environment.JournalAlarm.Take(_id);
        _environment.JournalAlarm.GiveBack(_id);
        return _journalAway is not null;
    }

    /// <summary>The node has one gateway less.</summary>
    private void Forget()
    {
        _environment.JournalAlarm.GiveBack(_id);
        _environment.Metrics.Forget(_id);
    }

    private void ChangeAlarm(GatewayCommands.ChangeAlarm order)
    {
        var id = AlarmIds.Of(_id, null, order.Alarm);
        if (_status != ClaimStatus.Held || _stopReason is not null || _journalAway is not null)
        {
            var (kind, reason, after) = _journalAway is { } away
                ? (away.Kind, $"nothing can be recorded: {away.Reason}", ShadowLimits.RetryAfter)
                : (RefusalKind.NotReady, "the gateway is starting or stopping", ShadowLimits.RetryAfter);
            Sender.Tell(new ShadowReplies.Refused(id, kind, reason, ServedBy.ShadowBusy, after));
            return;
        }

        if (_alarmOrders.Count >= AlarmLimits.OrdersMax || _alarms.IsFull)
        {
            Sender.Tell(new ShadowReplies.Refused(
                id, RefusalKind.Busy, "too many orders on its alarms wait", ServedBy.ShadowBusy,
                ShadowLimits.RetryAfter));
            return;
        }

        var (alarms, refusal, text) = _alarms.Ordered(order, _clock.Now, _environment.Boot);
        if (refusal is { } why)
        {
            Sender.Tell(new ShadowReplies.Refused(id, why, text, ServedBy.ShadowCheck));
            return;
        }

        var isDone = alarms.Waiting.Count == _alarms.Waiting.Count;
        _alarms = alarms;
        if (isDone) Answer(Sender, order, text);
        else _alarmOrders.Add((Sender, order, text));
        LookAtAlarmsAgain();
    }

    private void Answer(IActorRef client, GatewayCommands.ChangeAlarm order, string text) =>
        client.Tell(new ShadowReplies.AlarmAnswered(
            AlarmIds.Of(_id, null, order.Alarm), order.Request,
            _alarms.Book.GetValueOrDefault(order.Alarm)?.State ?? AlarmState.Normal, text));

    private void AppendAlarms()
    {
        if (_status != ClaimStatus.Held || _appending || _journalAway is not null || _alarms.Waiting.IsEmpty) return;
        // Those of an append that failed come first: what became of them is read.
        if (!_alarmsUnderWay.IsEmpty) return;
        _alarmsUnderWay = _alarms.Waiting;
        _alarmOrdersUnderWay = _alarmOrders.Count;
        _alarms = _alarms.Handed();
        _alarmsAppend = _append + 1;
        Append([.. _alarmsUnderWay.Select(EventOf)]);
    }

    private GatewayEvents.GatewayEvent EventOf(GatewayAlarms.Coming coming)
    {
        var (at, boot, uptimeMs, claim, note) = (coming.At, _environment.Boot, coming.UptimeMs, _claim, coming.Note);
        var number = _alarmsAppend;
        return coming.Act switch
        {
            AlarmAct.Raised => new GatewayEvents.AlarmRaised(at, boot, uptimeMs, claim, note, number),
            AlarmAct.Returned => new GatewayEvents.AlarmReturned(at, boot, uptimeMs, claim, note, number),
            AlarmAct.Acknowledged => new GatewayEvents.AlarmAcknowledged(at, boot, uptimeMs, claim, note, number),
            AlarmAct.Reset => new GatewayEvents.AlarmReset(at, boot, uptimeMs, claim, note, number),
            AlarmAct.Shelved => new GatewayEvents.AlarmShelved(at, boot, uptimeMs, claim, note, number),
            _ => new GatewayEvents.AlarmUnshelved(at, boot, uptimeMs, claim, note, number),
        };
    }

    private void AlarmsAppended()
    {
        if (_append == _alarmsAppend) TellAppended();
        AppendAlarms();
    }

    private void TellEarly()
    {
        (_alarms, var untold) = _alarms.ToldEarly();
        if (untold.IsEmpty) return;
        var book = _alarmsOnRecord;
        foreach (var coming in _alarmsUnderWay.Concat(_alarms.Waiting))
        {
            var (act, note, at, uptimeMs, _) = coming;
            var record = book.RecordAfter(act, note, at, _environment.Boot, uptimeMs);
            book = book.After(act, note, at, _environment.Boot, uptimeMs);
            if (untold.Contains(coming with { IsTold = false }))
                Tell(AlarmViews.Of(_id, record), act, at, isStanding: false);
        }
    }

    private void TellAppended()
    {
        var (told, orders) = (_alarmsUnderWay, _alarmOrdersUnderWay);
        (_alarmsUnderWay, _alarmOrdersUnderWay) = ([], 0);
        foreach (var coming in told)
        {
            var (act, note, boot) = (coming.Act, coming.Note, _environment.Boot);
            var record = _alarmsOnRecord.RecordAfter(act, note, coming.At, boot, coming.UptimeMs);
            _alarmsOnRecord = _alarmsOnRecord.After(act, note, coming.At, boot, coming.UptimeMs);
            if (!coming.IsTold) Tell(AlarmViews.Of(_id, record), act, coming.At, isStanding: false);
        }

        foreach (var (client, order, text) in _alarmOrders.Take(orders)) Answer(client, order, text);
        _alarmOrders.RemoveRange(0, Math.Min(orders, _alarmOrders.Count));
    }

    /// <summary>The journal was read again: what was under way is there or it is not. An order that only waited is
    /// refused; the same one again does no harm.</summary>
    private void AlarmsRecovered(GatewayState state)
    {
        if (state.Claim?.Claim == _claim && state.AlarmsAppended >= _alarmsAppend) TellAppended();
        RefuseAlarmOrders();
        _alarms = _alarms.Recovered(state.Alarms, _alarmsUnderWay, _environment.Boot);
        _alarmsOnRecord = state.Alarms;
        (_alarmsUnderWay, _alarmOrdersUnderWay) = ([], 0);
    }

    private void RefuseAlarmOrders()
    {
        foreach (var (client, order, _) in _alarmOrders)
            client.Tell(new ShadowReplies.Refused(
                AlarmIds.Of(_id, null, order.Alarm), RefusalKind.JournalUnavailable,
                "whether it came into the journal is not known: look, and order it again", ServedBy.ShadowBusy,
                ShadowLimits.RetryAfter));
        _alarmOrders.Clear();
        _alarmOrdersUnderWay = 0;
    }

    /// <summary>A former process may have ended before it told of them.</summary>
    private void TellStandingAlarms()
    {
        foreach (var record in _before.Alarms.Values)
            Tell(AlarmViews.Of(_id, record), record.LastAct, record.ChangedAt, isStanding: true);
    }

    private static void Tell(AlarmView alarm, AlarmAct act, DateTimeOffset at, bool isStanding) =>
        Context.System.EventStream.Publish(
            new AlarmTold(AlarmViews.DeliveryOf(alarm.Id, at, act), at, act, alarm, isStanding));

    private sealed class LookAtAlarms
    {
        public static readonly LookAtAlarms Instance = new();
    }
}
