using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>
/// The alarms of a device. Its conditions follow from its state, so they are looked at after every input that may have
/// changed it, and when a delay is over; what becomes of them is recorded like everything else.
/// </summary>
internal static class DeviceAlarms
{
    public static void Advance(Turn turn, Shadow before)
    {
        if (turn.Live.Claim != ClaimStatus.Held || turn.Live.Stopping || turn.Live.Journal == JournalStatus.Unreadable)
            return;
        if (!turn.Live.AlarmsMissed.IsEmpty) RaiseMissed(turn);
        var isDue = !turn.Live.AlarmsLooked || turn.Live.AlarmsDue <= turn.Now.Uptime;
        var isChanged = isDue || MayDiffer(before, turn);
        if (!isChanged && (turn.Heard.Count == 0 || turn.Spec.AlarmedPoints().IsEmpty)) return;
        if (!turn.Live.AlarmsLooked) turn.Live = turn.Live with { AlarmsLooked = Withdraw(turn) };
        if (isChanged)
        {
            LookAtDevice(turn);
            StandingAlarms.Look(turn, before);
        }

        if (isDue || turn.State.Alarms != before.State.Alarms) LookAtPoints(turn);
        else LookAtHeard(turn);
        if (isChanged) Unshelve(turn);
        Arm(turn);
    }

    /// <summary>Safe actions were sent before they could be recorded: somebody should know. Answers to reads are only
    /// counted, since a database that was away is one alarm, and not one of each device.</summary>
    public static void GapRecorded(Turn turn, int safeActions)
    {
        if (safeActions > 0)
            NotRecorded(turn, FormattableString.Invariant(
                $"{safeActions} safe actions were sent before they could be recorded"));
    }

    /// <summary>It happened and is over.</summary>
    public static void NotRecorded(Turn turn, string text) => Happened(turn, AlarmConditions.JournalGap, text);

    /// <summary>The device began anew: it happened, and stays until somebody has reset the alarm.</summary>
    public static void ResetDetected(Turn turn, string reason) => Happened(turn, AlarmConditions.DeviceReset, reason);

    private static void Happened(Turn turn, AlarmCondition condition, string message)
    {
        if (Refusals.IsLineFull(turn))
        {
            // Not now: as soon as there is room. Of several of a condition the newest.
            turn.Live = turn.Live with { AlarmsMissed = turn.Live.AlarmsMissed.SetItem(condition.Name, message) };
            return;
        }

        var isActive = turn.State.Alarms.GetValueOrDefault(condition.Name)?.IsActive == true;
        var (watch, acts) = turn.Live.Alarms.Happened(condition.Name, isActive, turn.Now.Uptime);
        turn.Live = turn.Live with { Alarms = watch, AlarmsMissed = turn.Live.AlarmsMissed.Remove(condition.Name) };
        foreach (var act in acts) Record(turn, act, AlarmBook.Told(condition, condition.Name, message));
    }

    private static void RaiseMissed(Turn turn)
    {
        foreach (var (alarm, message) in turn.Live.AlarmsMissed)
            if (!Refusals.IsLineFull(turn) && Find(turn.Spec, alarm) is { } condition)
                Happened(turn, condition, message);
    }

    /// <summary>An event of an alarm that goes into the journal only now, as it is by now.</summary>
    public static ShadowEvents.AlarmEvent Restated(Turn turn, ShadowEvents.AlarmEvent happened) => happened with
    {
        Note = turn.State.Alarms.NoteOf(happened.Act, happened.Note, happened.Stamp.Time),
    };

    public static void Record(Turn turn, AlarmAct act, AlarmNote told)
    {
        var note = turn.State.Alarms.NoteOf(act, told, turn.Now.Wall);
        var cause = told.Principal ?? "alarm";
        Recording.Flush(turn);
        turn.Add(Event(act, turn.Stamp(cause), note));
    }

    /// <summary>The condition by its alarm's name; null: none is declared.</summary>
    public static AlarmCondition? Find(DeviceSpec spec, string alarm)
    {
        if (AlarmIds.PointOf(alarm) is not { } id)
            return AlarmConditions.OfDevice.FirstOrDefault(condition => condition.Name == alarm);
        if (spec.Point(id)?.Alarms is not { } alarms) return null;
        var condition = alarms.Kinds().Select(kind => Declared(alarms, kind))
            .FirstOrDefault(condition => AlarmIds.OfPoint(id, condition) == alarm);
        return condition;
    }

    private static bool MayDiffer(Shadow before, Turn turn)
    {
        var (was, now) = (before.Live, turn.Live);
        return was.Mode != now.Mode || was.LinkUp != now.LinkUp || was.Driver != now.Driver
            || was.Journal != now.Journal || was.Claim != now.Claim || was.Transfer is null != now.Transfer is null
            || was.OutOfService != now.OutOfService || was.IsOverdueTold != now.IsOverdueTold
            || before.State.Held != turn.State.Held || before.State.Alarms != turn.State.Alarms
            || before.State.Quarantine != turn.State.Quarantine;
    }

    private static void LookAtDevice(Turn turn)
    {
        var live = turn.Live;
        // Who took a device out of service knows that it is not heard; what stood stays as it was until it is back.
        var isOut = live.OutOfService is not null;
        var isFaulted = live.Mode == DeviceMode.Faulted;
        Look(turn, AlarmConditions.Faulted, AlarmConditions.Faulted.Name, isOut ? null : isFaulted,
            () => live.FaultedReason ?? live.Reason ?? "given up for now");
        bool? isSilent = isOut || isFaulted || !live.LinkUp ? null : !turn.Known.DriverServes;
        Look(turn, AlarmConditions.NoCommunication, AlarmConditions.NoCommunication.Name, isSilent,
            () => DeviceStatuses.Reason(live) ?? "the driver serves again");
        // They are over as they happen, but where they chatter.
        Look(turn, AlarmConditions.JournalGap, AlarmConditions.JournalGap.Name, false, () => "no more for a while");
        Look(turn, AlarmConditions.DeviceReset, AlarmConditions.DeviceReset.Name, isOut ? null : false,
            () => "not again for a while");
    }

    private static void LookAtPoints(Turn turn)
    {
        if (turn.Live.OutOfService is not null) return;
        var isFull = false;
        foreach (var point in turn.Spec.AlarmedPoints()) isFull |= !LookAtPoint(turn, point, point.Alarms!);
        LookAtFlood(turn, isFull);
    }

    /// <summary>The others are as they were.</summary>
    private static void LookAtHeard(Turn turn)
    {
        if (turn.Live.OutOfService is not null) return;
        var isFull = false;
        foreach (var id in turn.Heard)
            if (turn.Spec.Point(id) is { Alarms: { } alarms } point)
                isFull |= !LookAtPoint(turn, point, alarms);
        if (isFull) LookAtFlood(turn, isFull);
    }

    private static void LookAtFlood(Turn turn, bool isFull) =>
        Look(turn, AlarmConditions.Flood, AlarmConditions.Flood.Name, isFull,
            () => isFull ? $"{AlarmLimits.PointAlarmsMax} alarms stand, more are held back" : "none is held back");

    /// <summary>False: there would be an alarm, and too many stand already.</summary>
    private static bool LookAtPoint(Turn turn, PointSpec point, PointAlarms alarms)
    {
        var reading = turn.Live.Readings.GetValueOrDefault(point.Id);
        var isFull = false;
        foreach (var kind in alarms.Kinds()) isFull |= !LookAtLimit(turn, point, alarms, kind, reading);
        return !isFull;
    }

    private static bool LookAtLimit(
        Turn turn, PointSpec point, PointAlarms alarms, LimitKind kind, LiveReading? reading)
    {
        var condition = Declared(alarms, kind);
        var alarm = AlarmIds.OfPoint(point.Id, condition);
        var known = turn.State.Alarms.GetValueOrDefault(alarm);
        // A value that is not Good, or too old to be, or only written, says nothing: the alarm stays as it was.
        var holds = reading is { Status.IsGood: true, IsWritten: false, Value: { } value }
            && turn.Now.Uptime - reading.At <= point.StaleAfter
            ? alarms.Holds(kind, value, known?.IsActive == true)
            : null;
        if (holds == true && known is null && Standing(turn) >= AlarmLimits.PointAlarmsMax) return false;
        Look(turn, condition, alarm, holds, () => Message(point, alarms, kind, reading!.Value, holds == true));
        return true;
    }

    /// <summary>Those of points that stand; what is only shelved takes no place.</summary>
    private static int Standing(Turn turn) => turn.State.Alarms.Values.Count(
        record => record.State != AlarmState.Normal && AlarmIds.PointOf(record.Alarm) is not null);

    private static string Message(
        PointSpec point, PointAlarms alarms, LimitKind kind, PointValue? value, bool holds)
    {
        var unit = point.Unit is "" or "1" ? "" : $" {point.Unit}";
        return (kind, holds) switch
        {
            (LimitKind.EqualTo, true) => $"{point.Id} is {value}",
            (LimitKind.EqualTo, false) => $"{point.Id} is {value}, no longer {alarms.LimitOf(kind)}",
            (LimitKind.High or LimitKind.HighHigh, true) =>
                $"{point.Id} is {value}{unit}, above {alarms.LimitOf(kind)}{unit}",
            (_, true) => $"{point.Id} is {value}{unit}, below {alarms.LimitOf(kind)}{unit}",
            _ => $"{point.Id} is {value}{unit}, within {alarms.LimitOf(kind)}{unit} again",
        };
    }

    private static AlarmCondition Declared(PointAlarms alarms, LimitKind kind) => AlarmConditions.Of(kind) with
    {
        Severity = alarms.SeverityOf(kind),
        OnDelay = alarms.Delay,
        OffDelay = alarms.OffDelay,
        Latching = alarms.Latching,
        Guidance = alarms.Guidance ?? AlarmConditions.Of(kind).Guidance,
    };

    internal static void Look(
        Turn turn, AlarmCondition condition, string alarm, bool? holds, Func<string> message)
    {
        var isActive = turn.State.Alarms.GetValueOrDefault(alarm)?.IsActive == true;
        var (watch, act) = turn.Live.Alarms.Look(condition, alarm, isActive, holds, turn.Now.Uptime);
        if (act is not null && Refusals.IsLineFull(turn))
        {
            // Not now: all is looked at again.
            turn.Live = turn.Live with { AlarmsLooked = false };
            return;
        }

        if (watch != turn.Live.Alarms) turn.Live = turn.Live with { Alarms = watch };
        if (act is { } due) Record(turn, due, AlarmBook.Told(condition, alarm, message()));
    }

    /// <summary>What is declared no more can't be looked at: it is over. False: not all had room in the line.</summary>
    private static bool Withdraw(Turn turn)
    {
        foreach (var record in turn.State.Alarms.Values.Where(
            record => record.IsActive && Find(turn.Spec, record.Alarm) is null))
        {
            if (Refusals.IsLineFull(turn)) return false;
            Record(turn, AlarmAct.Returned, AlarmBook.Told(
                AlarmConditions.EqualTo, record.Alarm, "the alarm is declared no more"));
        }

        return true;
    }

    private static void Unshelve(Turn turn)
    {
        foreach (var record in turn.State.Alarms.Values)
            if (record.Shelf?.IsOver(turn.Own.Boot, turn.Now.Uptime) == true && !Refusals.IsLineFull(turn))
                Record(turn, AlarmAct.Unshelved, AlarmBook.Told(
                    AlarmConditions.EqualTo, record.Alarm, record.Message, AlarmOrders.TimeOver));
    }

    private static void Arm(Turn turn)
    {
        var next = turn.Live.Alarms.NextAt;
        foreach (var record in turn.State.Alarms.Values)
            if (record.Shelf is { } shelf && !(next <= TimeSpan.FromMilliseconds(shelf.UntilUptimeMs)))
                next = TimeSpan.FromMilliseconds(shelf.UntilUptimeMs);
        if (next <= turn.Now.Uptime) next = turn.Now.Uptime + AlarmLimits.LookAgainTime;
        if (next == turn.Live.AlarmsDue) return;
        turn.Live = turn.Live with { AlarmsDue = next };
        if (next is { } due) turn.StartTimer(ShadowTimerKind.Alarm, due - turn.Now.Uptime);
    }

    private static ShadowEvents.AlarmEvent Event(AlarmAct act, EventStamp stamp, AlarmNote note) => act switch
    {
        AlarmAct.Raised => new ShadowEvents.AlarmRaised(stamp, note),
        AlarmAct.Returned => new ShadowEvents.AlarmReturned(stamp, note),
        AlarmAct.Acknowledged => new ShadowEvents.AlarmAcknowledged(stamp, note),
        AlarmAct.Reset => new ShadowEvents.AlarmReset(stamp, note),
        AlarmAct.Shelved => new ShadowEvents.AlarmShelved(stamp, note),
        _ => new ShadowEvents.AlarmUnshelved(stamp, note),
    };
}
