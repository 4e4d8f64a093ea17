using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Administrative states. Out of service there is no driver: nothing is polled, written, restored or probed, and reads
/// are Bad. Who enables a device again gets an incarnation that compares its settings and writes none.
/// </summary>
internal static class Administration
{
    private const string Principal = "understudy";

    public static void Asked(Turn turn, long ticket, ShadowCommands.SetState set)
    {
        if (!Decisions.CanTake(turn, ticket, set)) return;
        if (set.State == AdministrativeState.Enabled
            && turn.State.Administrative is null && turn.Live.OutOfService is null)
        {
            Decisions.TellAsIs(turn, ticket, set);
            return;
        }

        Decisions.Record(turn, ticket, set, stamp => new ShadowEvents.AdministrativeStateChanged(
            stamp, set.State, set.Principal, set.Reason, set.ForMs));
    }

    /// <summary>The journal is read, and nothing is open yet.</summary>
    public static void Adopt(Turn turn)
    {
        turn.Live = turn.Live with { OutOfService = turn.State.Administrative };
        if (turn.Live.OutOfService is { } record) turn.SetMode(DeviceMode.Active, record.Words());
    }

    /// <summary>This copy begins. A database of another installation must not move anything by itself.</summary>
    public static void Start(Turn turn)
    {
        if (turn.Own.DisabledAtStart is not { } start || turn.State.DisabledAtStart == start.Key) return;
        // A device that nobody else had is not what the other installation knew.
        if (turn.Live.Predecessor is not { } before || before.Installation == turn.Own.Installation) return;
        Decisions.Record(turn, "start", stamp => new ShadowEvents.AdministrativeStateChanged(
            stamp, AdministrativeState.Disabled, Principal, start.Reason, null, start.Key));
    }

    /// <summary>A former owner may have gone before what it cancelled was on record.</summary>
    public static void Inherited(Turn turn)
    {
        if (turn.State.Administrative is { } record) Clear(turn, WhyOut(record));
    }

    /// <summary>The decision is on record: now it is in force.</summary>
    public static void Durable(Turn turn, ShadowEvents.AdministrativeStateChanged changed)
    {
        var words = $"{changed.State} by {changed.Principal}: {changed.Reason}";
        turn.Live = turn.Live with { OutOfService = ShadowState.RecordOf(changed), IsOverdueTold = false };
        if (turn.Live.Claim is ClaimStatus.Releasing or ClaimStatus.Lost) return;
        turn.Do(new ShadowEffects.LogWarning(words));
        if (turn.Live.OutOfService is { } record) TakeOut(turn, record);
        else Return(turn, words);
    }

    /// <summary>Its end has come, or it lasts too long.</summary>
    public static void Advance(Turn turn)
    {
        if (turn.Live is not { OutOfService: { } record, Stopping: false, Claim: ClaimStatus.Held }) return;
        // Another decision is on its way.
        if (turn.State.Administrative != record) return;
        var age = ProvenAge(record, turn.Own, turn.Live, turn.Now);
        if (record.ForMs is { } time && age >= TimeSpan.FromMilliseconds(time))
        {
            if (turn.Live.Journal == JournalStatus.Up)
                Decisions.Record(turn, "expiry", stamp => new ShadowEvents.AdministrativeStateChanged(
                    stamp, AdministrativeState.Enabled, Principal, "its time was over", null));
            return;
        }

        if (IsOverdue(record, age) && !turn.Live.IsOverdueTold)
        {
            turn.Live = turn.Live with { IsOverdueTold = true };
            turn.Do(new ShadowEffects.LogWarning(
                $"out of service for {age.TotalHours:0} h already, {record.Words()}"));
        }

        Recovery.Hold(turn, turn.Now.Uptime + NextLook(turn, record, age));
    }

    /// <summary>What was decided is in the journal, which is read before the device is claimed.</summary>
    public static bool IsKnown(LiveState live) => live.Claim != ClaimStatus.None;

    public static AdministrativeStatus StatusOf(ShadowState state, Ownership own, LiveState live, Moment now) =>
        live.OutOfService is { } record
            ? new AdministrativeStatus(
                record.State, record.Principal, record.Reason, record.Time, record.Until(),
                IsOverdue(record, ProvenAge(record, own, live, now)))
            : InService(state);

    internal static AdministrativeStatus InService(ShadowState state) => state.ComparedAfter is { } before
        ? AdministrativeStatus.Enabled with { Reason = $"compares only, after {before.Words()}" }
        : AdministrativeStatus.Enabled;

    public static string WhyOut(AdministrativeRecord record) => $"out of service: {record.Words()}";

    /// <summary>Null: an age that another start of a machine began is not proven, so that it is overdue already is
    /// neither.</summary>
    public static bool? IsOverdue(LiveState live, Ownership own) => live switch
    {
        { IsOverdueTold: true } => true,
        { OutOfService: { State: AdministrativeState.Maintenance, ForMs: null } record } when record.Boot != own.Boot =>
            null,
        _ => false,
    };

    internal static bool IsOverdue(AdministrativeRecord record, TimeSpan age) =>
        record is { State: AdministrativeState.Maintenance, ForMs: null } && age >= ShadowLimits.MaintenanceAlarmTime;

    /// <summary>What another start of a machine recorded is at least as old as this copy.</summary>
    private static TimeSpan ProvenAge(AdministrativeRecord record, Ownership own, LiveState live, Moment now) =>
        now.Uptime - (record.Boot == own.Boot ? TimeSpan.FromMilliseconds(record.UptimeMs) : live.Started);

    private static TimeSpan NextLook(Turn turn, AdministrativeRecord record, TimeSpan age)
    {
        var end = record.ForMs is { } time ? TimeSpan.FromMilliseconds(time) : ShadowLimits.MaintenanceAlarmTime;
        var left = turn.Live.IsOverdueTold ? ShadowLimits.MaintenanceLookTime : end - age;
        return left > TimeSpan.Zero && left < ShadowLimits.MaintenanceLookTime
            ? left
            : ShadowLimits.MaintenanceLookTime;
    }

    private static void TakeOut(Turn turn, AdministrativeRecord record)
    {
        var why = WhyOut(record);
        Failures.Planned(turn, record.Words());
        turn.SetMode(DeviceMode.Active, record.Words());
        turn.Live = turn.Live with { Budget = RestartBudget.Full, FaultedReason = null };
        Stopping.RefuseWaiting(turn, RefusalKind.OutOfService, why, retryAfter: null);
        Clear(turn, why);
    }

    private static void Clear(Turn turn, string why)
    {
        // What was not sent may go back to the queue.
        foreach (var sent in turn.State.Requests.Values.Where(request => request.Verdict == Verdict.Sent).ToList())
            Stopping.SettleUnfinished(turn, sent.Request, why);
        Queue.Cancel(turn, $"cancelled, {why}");
    }

    private static void Return(Turn turn, string words)
    {
        turn.SetMode(DeviceMode.Active, words);
        turn.Live = turn.Live with
        {
            HoldUntil = turn.Now.Uptime,
            RecoveryStarted = turn.Now.Uptime,
            StageStarted = turn.Now.Uptime,
        };
    }
}
