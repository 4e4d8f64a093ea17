using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>What was on record of a device at a moment. No clock of now is in it.</summary>
/// <param name="LastEntry">The number of the newest entry that was there.</param>
/// <param name="LastEntryAt">When that was.</param>
/// <param name="Mode">Null: the entries that tell are deleted.</param>
/// <param name="IsReleased">Given back by its owner: no node served it.</param>
/// <param name="Node">Who claimed it last.</param>
/// <param name="Readings">As they were recorded last; one that is older than the last confirmed write of its point is
/// left out.</param>
/// <param name="Open">Requests that were accepted or sent and had no final verdict, in their order.</param>
/// <param name="Budget">Null: the plant file of then does not declare the device.</param>
/// <param name="Administrative">What people had decided; ages by <see cref="MomentClock"/>.</param>
/// <param name="Lock">In force at the moment; null: none was.</param>
/// <param name="Quarantine">What the driver was not given any more.</param>
/// <param name="Alarms">Those that were not cleared, as they were recorded last.</param>
public sealed record DeviceMoment(
    DeviceId Device,
    DateTimeOffset At,
    long LastEntry,
    DateTimeOffset LastEntryAt,
    DeviceMode? Mode,
    DateTimeOffset? Since,
    string? Reason,
    RecoveryStage? Stage,
    bool IsReleased,
    string? Node,
    Incarnation Incarnation,
    long Recoveries,
    string? LastError,
    ImmutableArray<MomentSetting> Settings,
    ImmutableArray<MomentReading> Readings,
    ImmutableArray<MomentRequest> Open,
    ImmutableArray<HeldDifference> Held,
    MomentBudget? Budget,
    AdministrativeStatus Administrative,
    LockStatus? Lock,
    ImmutableArray<Quarantined> Quarantine,
    ImmutableArray<MomentAlarm> Alarms)
{
    /// <param name="history">Of all entries up to the moment; at least one.</param>
    /// <param name="spec">What was declared of the device then; null: nothing, or that is not known.</param>
    public static DeviceMoment Of(DeviceId device, DeviceHistory history, DeviceSpec? spec, DateTimeOffset at)
    {
        var stamp = history.LastStamp
            ?? throw new ArgumentException("A moment needs an entry.", nameof(history));
        var clock = new MomentClock(stamp, at);
        var state = history.State;
        return new DeviceMoment(
            device,
            at,
            history.LastEntry,
            stamp.Time,
            history.Mode,
            history.Since,
            state.Administrative is { } record ? Administration.WhyOut(record) : history.Reason,
            state.Administrative is null ? history.Stage : null,
            history.IsReleased,
            state.Claim?.Node,
            state.Incarnation,
            state.Recoveries,
            state.LastError,
            [.. state.Settings.Select(pair => MomentSetting.Of(pair.Key, pair.Value, spec))],
            [
                .. state.Readings
                    .Where(pair => !IsOutdated(state, pair.Key, pair.Value))
                    .Select(pair => MomentReading.Of(pair.Key, pair.Value, history, spec, clock)),
            ],
            [
                .. state.Requests.Values
                    .Where(record => record.IsOpen)
                    .OrderBy(record => record.Order)
                    .Select(record => MomentRequest.Of(record, clock)),
            ],
            [.. state.Held.Values],
            spec is null ? null : MomentBudget.Of(history, spec.Budget, clock),
            AdministrativeOf(state, clock),
            LockOf(state, clock),
            [.. state.Quarantine.Values],
            [.. state.Alarms.Values.Select(alarm => MomentAlarm.Of(alarm, state))]);
    }

    private static AdministrativeStatus AdministrativeOf(ShadowState state, MomentClock clock) =>
        state.Administrative is not { } record
            ? Administration.InService(state)
            : new AdministrativeStatus(
                record.State, record.Principal, record.Reason, record.Time, record.Until(),
                clock.AgeOf(record.Boot, record.UptimeMs) is { } age && Administration.IsOverdue(record, age));

    /// <summary>One whose age can't be proven is over.</summary>
    private static LockStatus? LockOf(ShadowState state, MomentClock clock) =>
        state.Lock is { } held && clock.AgeOf(held.Boot, held.UptimeMs) is { } age
        && age < TimeSpan.FromMilliseconds(held.ForMs)
            ? new LockStatus(held.Owner, held.Time, held.Until())
            : null;

    /// <summary>Another value was confirmed since it was read.</summary>
    private static bool IsOutdated(ShadowState state, string point, RecordedReading reading) =>
        state.Settings.TryGetValue(point, out var setting) && setting.Time > reading.SourceTime;
}
