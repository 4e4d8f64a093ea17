using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;
using static Understudy.ShadowActors.Protocol.ShadowEvents;

namespace Understudy.ShadowActors.Domain;

public sealed partial record ShadowState
{
    private const int UnkeyedSlack = 64;

    private static readonly ImmutableSortedDictionary<string, OrderRecord> NoOrders =
        ImmutableSortedDictionary.Create<string, OrderRecord>(StringComparer.Ordinal);

    /// <summary>The state after one more durable event. Total over the events known; no other one may be in a stream.
    /// </summary>
    public ShadowState Apply(ShadowEvent happened)
    {
        var stamp = happened.Stamp;
        var next = this with
        {
            Append = stamp.Append,
            Incarnation = stamp.Incarnation.CompareTo(Incarnation) > 0 ? stamp.Incarnation : Incarnation,
        };
        return happened switch
        {
            Claimed claimed => next with
            {
                Claim = new ClaimRecord(stamp.Claim, claimed.Node, claimed.Installation, Released: false),
                Declared = claimed.Declared,
                Suspects = SuspectsUnder(claimed.Declared),
            },
            DeviceRedeclared redeclared => next with
            {
                Declared = redeclared.Declared,
                Suspects = SuspectsUnder(redeclared.Declared),
                Readings = Readings.RemoveRange(Ids(redeclared.Forgotten)),
                Overlays = Overlays.RemoveRange(Ids(redeclared.Forgotten)),
            },
            ClaimReleased => next with { Claim = Claim is null ? null : Claim with { Released = true } },
            RequestDispatched sent => next.WithRequest(
                stamp, sent.Request, sent.Keyed, sent.Principal, sent.Operation, Verdict.Sent, null,
                before: sent.Before, shown: sent.Shown),
            RequestQueued queued => next.WithRequest(
                stamp, queued.Request, queued.Keyed, queued.Principal, queued.Operation, Verdict.Accepted,
                queued.TtlMs, queued.Lock),
            RequestSettled settled => next.WithVerdict(
                settled.Request, settled.Verdict, settled.Reason, settled.ServedBy, stamp),
            DispatchVoided voided => next.WithVoided(voided),
            AnswersRecorded answers => next.WithReadings(answers),
            OverlayChanged changed => next with
            {
                Overlays = Overlays.SetItem(changed.Point.Value, new AppliedOverlay(changed.Offset, changed.Raw)),
            },
            DriverFailed failed => next.WithFailure(failed),
            RequestQuarantined quarantined => next.WithQuarantined(quarantined),
            ReadQuarantined quarantined => next.WithQuarantined(quarantined),
            SettingSkipped skipped => next.WithSkipped(skipped),
            GroupSkipped skipped => next.With(new Quarantined(
                QuarantineId.OfGroup(skipped.Group), $"unlock and lock {skipped.Group}", stamp.Time, skipped.Reason,
                skipped.Declared)),
            QuarantineLifted lifted => next.WithLifted(lifted),
            SettingAdopted adopted => next.WithAdopted(adopted),
            DeviceResetDetected reset => reset.Again == true ? next : next with { IsReset = true },
            GroupsForgotten forgotten => forgotten.Groups.Aggregate(
                next with { Held = Held.RemoveRange(Ids(forgotten.Held)) },
                (state, group) => state with { OpenGroups = state.Without(group) }),
            IdsRenamed renamed => next.WithRenamed(renamed),
            TransferPlanned planned => next.WithPlanned(planned),
            SettingsTransferred transferred => next.WithTransferred(transferred),
            RecoveryCompleted => next with
            {
                Recoveries = IsFailed ? Recoveries + 1 : Recoveries,
                IsFailed = false,
                IsReset = false,
                Suspects = Suspects.Clear(),
                // One that ends while the next decision is on its way was the one before it.
                ComparedAfter = Administrative is null ? null : ComparedAfter,
            },
            AdministrativeStateChanged changed => next with
            {
                Administrative = RecordOf(changed),
                ComparedAfter = Administrative ?? ComparedAfter,
                DisabledAtStart = changed.Start ?? DisabledAtStart,
            },
            LockTaken taken => next with
            {
                Lock = new LockRecord(
                    taken.Proof, taken.Owner, stamp.Time, stamp.Boot, stamp.UptimeMs, taken.ForMs),
            },
            LockReleased => next with { Lock = null },
            KeysForgotten forgotten => next with
            {
                Requests = Requests.RemoveRange(forgotten.Requests.Select(request => request.Value)),
                Orders = Orders?.RemoveRange(forgotten.Requests.Select(request => request.Value)),
            },
            OrderKept kept => next with
            {
                Orders = (Orders ?? NoOrders).SetItem(
                    kept.Request.Value, new OrderRecord(kept.Asked, kept.Answer, stamp.Boot, stamp.UptimeMs)),
            },
            AlarmEvent alarm => next with
            {
                Alarms = Alarms.After(alarm.Act, alarm.Note, stamp.Time, stamp.Boot, stamp.UptimeMs),
            },
            JournalResumed or GapRecorded or DriverOpened or RestartOrdered or FaultInjected or StageCompleted
                or DeviceFaulted => next,
            _ => throw new ArgumentException($"A device's journal has no event {happened.GetType().Name}."),
        };
    }

    private static IEnumerable<string> Ids(ImmutableArray<PointId>? points) =>
        points is { } some ? some.Select(point => point.Value) : [];

    internal static AdministrativeRecord? RecordOf(AdministrativeStateChanged changed) =>
        changed.State == AdministrativeState.Enabled
            ? null
            : new AdministrativeRecord(
                changed.State, changed.Principal, changed.Reason, changed.Stamp.Time, changed.Stamp.Boot,
                changed.Stamp.UptimeMs, changed.ForMs, changed.Start);

    /// <summary>What is known of a request whose newest dispatch was surely not sent.</summary>
    public Verdict VerdictOfUnsent(RequestId request) =>
        Requests.GetValueOrDefault(request.Value) is { MayBeDone: true } ? Verdict.Indeterminate : Verdict.NotExecuted;

    private ShadowState WithRequest(
        EventStamp stamp,
        RequestId request,
        bool keyed,
        string principal,
        Operation operation,
        Verdict verdict,
        long? ttlMs,
        string? heldLock = null,
        PointValue? before = null,
        PointValue? shown = null)
    {
        var order = Order + 1;
        var servedBy = verdict == Verdict.Accepted ? ServedBy.ShadowQueue : ServedBy.Driver;
        var known = Requests.GetValueOrDefault(request.Value);
        var mayBeDone = verdict == Verdict.Sent
            && (known is { MayBeDone: true } or { Verdict: Verdict.Sent });
        var record = new RequestRecord(
            request, keyed, principal, operation, verdict, null, servedBy, order, stamp.Time, stamp.Boot,
            stamp.UptimeMs, ttlMs, mayBeDone, heldLock)
        {
            // Sent again, it may have been done already.
            Before = known?.Before ?? before,
            Shown = known is null or { Verdict: Verdict.Accepted or Verdict.NotExecuted, MayBeDone: false }
                ? shown
                : known.Shown,
        };
        // Out of the queue: should it go back, then to its place.
        if (verdict == Verdict.Sent && known is { Verdict: Verdict.Accepted or Verdict.Sent, TtlMs: not null })
            record = record with { Order = known.Order, TtlMs = TtlLeftMs(known, stamp), Lock = known.Lock };
        return (this with
        {
            Order = order,
            Requests = Requests.SetItem(request.Value, record),
            Unkeyed = Unkeyed + (keyed ? 0 : 1) - (known is { Keyed: false } ? 1 : 0),
        }).WithoutOldUnkeyed();
    }

    private ShadowState WithoutOldUnkeyed()
    {
        if (Unkeyed < UnkeyedRequestsMax + UnkeyedSlack) return this;
        var old = Requests.Values
            .Where(record => !record.Keyed && !record.IsOpen)
            .OrderBy(record => record.Order)
            .Take(Unkeyed - UnkeyedRequestsMax)
            .Select(record => record.Request.Value)
            .ToList();
        return this with { Requests = Requests.RemoveRange(old), Unkeyed = Unkeyed - old.Count };
    }

    private ShadowState WithVoided(DispatchVoided voided)
    {
        var (request, stamp) = (voided.Request, voided.Stamp);
        if (Requests.GetValueOrDefault(request.Value) is not { Verdict: Verdict.Sent, TtlMs: not null } record)
            return WithVerdict(request, VerdictOfUnsent(request), voided.Reason, ServedBy.ShadowBusy, stamp);
        if (TtlLeftMs(record, stamp) is not { } left)
            return WithVerdict(request, VerdictOfUnsent(request), voided.Reason, ServedBy.ShadowQueue, stamp);
        // What an earlier driver may have done is not accepted only.
        var verdict = record.MayBeDone ? Verdict.Sent : Verdict.Accepted;
        var next = WithVerdict(request, verdict, voided.Reason, ServedBy.ShadowQueue, stamp);
        return next with
        {
            Requests = next.Requests.SetItem(request.Value, next.Requests[request.Value] with { TtlMs = left }),
        };
    }

    /// <summary>Null: nothing is left of it, or that can't be proven.</summary>
    private static long? TtlLeftMs(RequestRecord record, EventStamp now)
    {
        var left = (record.TtlMs ?? 0) - (now.UptimeMs - record.UptimeMs);
        return record.Boot == now.Boot && left > 0 ? left : null;
    }

    private ShadowState WithVerdict(
        RequestId request, Verdict verdict, string? reason, ServedBy servedBy, EventStamp stamp)
    {
        if (!Requests.TryGetValue(request.Value, out var record)) return this;
        var settled = record with
        {
            Verdict = verdict,
            Reason = reason,
            ServedBy = servedBy,
            Time = stamp.Time,
            Boot = stamp.Boot,
            UptimeMs = stamp.UptimeMs,
        };
        var next = this with { Requests = Requests.SetItem(request.Value, settled) };
        if (verdict == Verdict.Confirmed)
            next = next with { Quarantine = Quarantine.Remove(QuarantineId.Of(request)) };
        if (verdict != Verdict.Confirmed || record.Operation is not WriteOperation write) return next;
        // Out of the queue it has its place there, and was done after what had come before.
        var order = record.TtlMs is null ? record.Order : Order + 1;
        return (next with { Order = Math.Max(Order, order) }).WithSetting(
            write.Point, new RecordedSetting(write.Value, order, request, stamp.Time, stamp.Boot, stamp.UptimeMs)
            {
                Before = record.Before,
            });
    }

    private ShadowState WithSetting(PointId point, RecordedSetting setting)
    {
        var known = Settings.GetValueOrDefault(point.Value);
        if (known?.Order > setting.Order) return this;
        // The same value once more says nothing new of what the device falls back to.
        var before = setting.Before is { } told && told != setting.Value ? told
            : known is not null && known.Value != setting.Value ? known.Value
            : known?.Before;
        return this with
        {
            Settings = Settings.SetItem(
                point.Value, setting with { Before = before, Origin = known?.Origin ?? setting.Before }),
            Held = Held.Remove(point.Value),
            Quarantine = Quarantine.Remove(QuarantineId.OfSetting(point)),
        };
    }

    private ShadowState WithAdopted(SettingAdopted adopted)
    {
        var order = Order + 1;
        var request = adopted.Request ?? new RequestId($"adopted-{adopted.Stamp.Append}");
        return (this with { Order = order }).WithSetting(
            adopted.Point, new RecordedSetting(
                adopted.Value, order, request, adopted.Stamp.Time, adopted.Stamp.Boot, adopted.Stamp.UptimeMs)
            {
                Before = adopted.Before,
            });
    }

    /// <summary>The count is one that the journal has, or had before the device began anew.</summary>
    public bool IsOnRecord(PointId point, AppliedOverlay overlay) =>
        IsOnRecord(Overlays.GetValueOrDefault(point.Value), overlay);

    private static bool IsOnRecord(AppliedOverlay? known, AppliedOverlay overlay) =>
        known is not null && (known.Offset != overlay.Offset || !CountRule.IsLower(known.Raw, overlay.Raw));

    private ShadowState WithReadings(AnswersRecorded recorded)
    {
        var readings = Readings.ToBuilder();
        var overlays = Overlays.ToBuilder();
        foreach (var answer in recorded.Answers)
        {
            if (answer is { Point: { } counted, Overlay: { } overlay }
                && !IsOnRecord(overlays.GetValueOrDefault(counted.Value), overlay))
                overlays[counted.Value] = overlay;
            if (answer is not { ServedBy: ServedBy.Driver, Point: { } point, SourceTime: { } time }) continue;
            readings[point.Value] = new RecordedReading(
                answer.Value, answer.Status, time, recorded.Stamp.Boot, answer.UptimeMs ?? recorded.Stamp.UptimeMs,
                answer.Overlay);
        }

        return this with { Readings = readings.ToImmutable(), Overlays = overlays.ToImmutable() };
    }

    public bool IsOpen(string group) => OpenGroups?.Contains(group) == true;

    private ImmutableArray<string>? Without(string group) =>
        OpenGroups?.Remove(group) is { IsEmpty: false } others ? others : null;

    private ShadowState WithPlanned(TransferPlanned planned) => this with
    {
        Planned = planned.Settings,
        OpenGroups = planned.Group is { } group && !IsOpen(group.Name)
            ? (OpenGroups ?? []).Add(group.Name)
            : OpenGroups,
    };

    private ShadowState WithTransferred(SettingsTransferred transferred)
    {
        var held = Held.ToBuilder();
        var settings = Settings.ToBuilder();
        var order = Order;
        foreach (var setting in transferred.Settings)
        {
            if (setting is { Result: TransferResult.Adopted, Actual: { } actual }
                && settings.TryGetValue(setting.Point.Value, out var known))
                settings[setting.Point.Value] = known with
                {
                    Value = actual,
                    Before = known.Value,
                    Order = ++order,
                    Time = transferred.Stamp.Time,
                    Boot = transferred.Stamp.Boot,
                    UptimeMs = transferred.Stamp.UptimeMs,
                };
            if (setting.Result is TransferResult.Unchanged or TransferResult.Written or TransferResult.Adopted)
                held.Remove(setting.Point.Value);
            else
                held[setting.Point.Value] = new HeldDifference(
                    setting.Point, setting.Recorded, setting.Actual, setting.Reason ?? setting.Result.ToString(),
                    Held.GetValueOrDefault(setting.Point.Value)?.Since ?? transferred.Stamp.Time, setting.Cause);
        }

        return this with
        {
            Order = order,
            Held = held.ToImmutable(),
            Settings = settings.ToImmutable(),
            Planned = [],
            OpenGroups = transferred.Group is { Locked: true } group ? Without(group.Name) : OpenGroups,
        };
    }
}
