using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>What must hold after every decision, whatever happened: the rules of <c>docs/architecture.md</c> that
/// decisions can break.</summary>
internal sealed class ShadowRules(ShadowScenario scenario)
{
    private readonly HashSet<PointId> _heard = [];
    private Incarnation _open;

    public void Check(Shadow before, ShadowInputs.Input input, IReadOnlyList<ShadowEffects.Effect> effects)
    {
        Listen(before, input);
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case ShadowEffects.OpenDriver or ShadowEffects.CallRead or ShadowEffects.CallMutate:
                    IsInService(effect);
                    break;
            }

            switch (effect)
            {
                case ShadowEffects.OpenDriver open: _open = open.Incarnation; break;
                case ShadowEffects.RevokeSession: _open = Incarnation.None; _heard.Clear(); break;
                case ShadowEffects.CallMutate mutate: IsAllowed(before, mutate); break;
                case ShadowEffects.Answer { Reply: ShadowReplies.PointsRead read }: IsHonest(read.Readings); break;
                case ShadowEffects.Answer { Reply: ShadowReplies.RequestStatus { Verdict: Verdict.NotExecuted } told }:
                    // One that was sent without the journal, by a process that is gone, nobody knows of.
                    Assert.True(
                        ProxyTable.IsSafe(scenario.Shadow.Spec, told.Operation)
                        || scenario.Sent.Times(told.Request.Value) <= 0,
                        $"Rule 3, 10: {told} was given to a driver.");
                    break;
                case ShadowEffects.AppendEvents append: IsTrue(append); break;
            }
        }

        var (shadow, now) = (scenario.Shadow, scenario.Now);
        IsHonest(SeenDevice.Of(shadow, now).Readings);
        IsHonest(DeviceStatuses.Of(shadow, now).Readings);
        IsBounded();
        IsTimed(input);
        IsAsRecorded();
    }

    private void Listen(Shadow before, ShadowInputs.Input input)
    {
        var (incarnation, readings) = input switch
        {
            ShadowInputs.ReadDone done => (done.Incarnation, done.Readings),
            ShadowInputs.Published published => (published.Incarnation, published.Readings),
            _ => (Incarnation.None, []),
        };
        // An acknowledged setting is known as well as a reading.
        if (input is ShadowInputs.MutationDone acknowledged && acknowledged.Incarnation == _open)
            _heard.UnionWith(scenario.Shadow.Spec.Points
                .Where(point => point.Role == PointRole.Configuration).Select(point => point.Id));
        if (incarnation == _open)
            _heard.UnionWith(readings.Select(reading => reading.Point));
        else if (incarnation != Incarnation.None)
            Assert.True(
                before.Live.Readings == scenario.Live.Readings && before.Live.Contact == scenario.Live.Contact,
                $"Rule 6: {incarnation} is not open and was heard.");
    }

    private void IsInService(ShadowEffects.Effect effect)
    {
        var decided = scenario.Journal.All<ShadowEvents.AdministrativeStateChanged>().LastOrDefault();
        Assert.True(
            scenario.Live.OutOfService is null && (decided is null || decided.State == AdministrativeState.Enabled
                || scenario.Shadow.Line.UnderWay is not null || scenario.Live.Journal != JournalStatus.Up),
            $"{effect} while {decided} is in force.");
    }

    private void IsAllowed(Shadow before, ShadowEffects.CallMutate mutate)
    {
        var spec = scenario.Shadow.Spec;
        Assert.True(mutate.Incarnation == _open, $"Rule 6: {mutate} goes to {mutate.Incarnation}, open is {_open}.");
        Assert.False(before.Live.Claim == ClaimStatus.Lost, $"Rule 2: {mutate} after the claim was lost.");
        Assert.Equal(scenario.Shadow.Own.Claim, scenario.Journal.State.Claim?.Claim);
        if (mutate.Request.Value.StartsWith("restore-", StringComparison.Ordinal))
        {
            IsPlanned(before, mutate);
            return;
        }

        if (mutate.Request.Value.StartsWith("unlock-", StringComparison.Ordinal)
            || mutate.Request.Value.StartsWith("lock-", StringComparison.Ordinal))
        {
            IsStepOfPlan(before, mutate);
            return;
        }

        var last = scenario.Journal.Durable.LastOrDefault(happened => RequestOf(happened) == mutate.Request);
        var isAhead = last is ShadowEvents.RequestDispatched && last.Stamp.Claim == scenario.Shadow.Own.Claim;
        Assert.True(isAhead || ProxyTable.IsSafe(spec, mutate.Operation), $"Rule 1: {mutate} after {last}.");
        if (!ProxyTable.IsSafe(spec, mutate.Operation))
        {
            IsInWindow(mutate, last!);
            IsNotLockedOut(before, mutate, last!);
        }

        var times = scenario.Sent.Sent(mutate.Request.Value);
        if (!ProxyTable.MayRepeat(spec, mutate.Operation)) Assert.True(times <= 1, $"Rule 3, 9: {mutate} again.");
    }

    /// <summary>What is recorded as sent was, as far as this process can know.</summary>
    private void IsTrue(ShadowEffects.AppendEvents append)
    {
        var claim = scenario.Shadow.Own.Claim;
        foreach (var settled in append.Events.OfType<ShadowEvents.RequestSettled>())
        {
            if (settled is not { Verdict: Verdict.Indeterminate, Reason: { } reason }
                || !reason.StartsWith("sent", StringComparison.Ordinal))
                continue;
            var dispatched = scenario.Journal.Durable.Concat(append.Events)
                .OfType<ShadowEvents.RequestDispatched>().Where(sent => sent.Request == settled.Request).ToList();
            if (dispatched.TrueForAll(sent => sent.Stamp.Claim == claim))
                Assert.True(
                    scenario.Sent.WasGiven(settled.Request.Value), $"Rule 10: {settled} was given to no driver.");
        }
    }

    private void IsNotLockedOut(Shadow before, ShadowEffects.CallMutate mutate, ShadowEvents.ShadowEvent authorised)
    {
        var held = scenario.Journal.Durable.TakeWhile(happened => !ReferenceEquals(happened, authorised))
            .LastOrDefault(happened => happened is ShadowEvents.LockTaken or ShadowEvents.LockReleased);
        if (held is not ShadowEvents.LockTaken taken || taken.Stamp.Boot != authorised.Stamp.Boot
            || authorised.Stamp.UptimeMs >= taken.Stamp.UptimeMs + taken.ForMs)
            return;
        var id = mutate.Request.Value;
        var proof = before.Live.Requests.GetValueOrDefault(id)?.Lock
            ?? before.State.Requests.GetValueOrDefault(id)?.Lock;
        Assert.True(taken.Proof == proof, $"{mutate} under the lock of another.");
    }

    private void IsInWindow(ShadowEffects.CallMutate mutate, ShadowEvents.ShadowEvent authorised) => Assert.True(
        scenario.Uptime < mutate.SendBy
        && mutate.SendBy <= scenario.HandedAt[authorised.Stamp.Append] + ShadowLimits.SendWindow,
        $"Rule 2: {mutate} outlives the window of {authorised}.");

    private void IsPlanned(Shadow before, ShadowEffects.CallMutate mutate)
    {
        Assert.True(scenario.Shadow.State.ComparedAfter is null, $"{mutate} restores where it only compares.");
        var write = Assert.IsType<WriteOperation>(mutate.Operation);
        var point = scenario.Shadow.Spec.Point(write.Point)!;
        Assert.True(
            point is { Role: PointRole.Configuration, Replay: not ReplayRule.Never }, $"Rule 9: {mutate} is replayed.");
        Assert.False(
            before.State.Quarantine.ContainsKey(QuarantineId.OfSetting(write.Point)), $"{mutate} is in quarantine.");
        Assert.True(
            point.Range is not { } range || range.Contains(write.Value.AsNumber ?? range.Min),
            $"{mutate} is not allowed.");
        var plan = scenario.Journal.All<ShadowEvents.TransferPlanned>().LastOrDefault();
        Assert.True(
            plan is not null && plan.Stamp.Incarnation == mutate.Incarnation && plan.Settings.Length <= 32
            && plan.Settings.Contains(new PlannedSetting(write.Point, write.Value)),
            $"Rule 1: {mutate} is not planned.");
        IsInWindow(mutate, plan);
    }

    private void IsStepOfPlan(Shadow before, ShadowEffects.CallMutate mutate)
    {
        var plan = scenario.Journal.All<ShadowEvents.TransferPlanned>().LastOrDefault();
        Assert.True(
            plan?.Group is { } group && plan.Stamp.Incarnation == mutate.Incarnation
            && group.Unlock.AddRange(group.Lock).Any(step => step.Digest == mutate.Operation.Digest),
            $"Rule 1: {mutate} is not planned.");
        Assert.False(
            before.State.Quarantine.ContainsKey(QuarantineId.OfGroup(plan!.Group!.Name)),
            $"{mutate} is in quarantine.");
        IsInWindow(mutate, plan);
    }

    private void IsHonest(ImmutableArray<ServedReading> readings)
    {
        foreach (var reading in readings.Where(reading => reading.Status.IsGood))
        {
            Assert.True(
                _open != Incarnation.None && _heard.Contains(reading.Point),
                $"Rule 5: {reading} is Good and was not read since contact was lost.");
            Assert.True(
                reading.Age <= scenario.Shadow.Spec.Point(reading.Point)!.StaleAfter,
                $"Rule 5: {reading} is Good and too old.");
        }

        foreach (var reading in readings.Where(reading => reading.Overlay is { Offset.AsNumber: not 0 }))
            Assert.True(
                scenario.Journal.All<ShadowEvents.OverlayChanged>()
                    .LastOrDefault(changed => changed.Point == reading.Point)?.Offset == reading.Overlay!.Offset
                || !reading.Status.IsGood,
                $"Rule 10: {reading} is Good and its offset is not on record.");
    }

    private void IsBounded()
    {
        var live = scenario.Live;
        Assert.InRange(live.Waiting, 0, ShadowLimits.WaitingMax + ShadowLimits.QueuedMax);
        Assert.InRange(live.Calls.Count, 0, ShadowLimits.CallsMax + ShadowLimits.WaitingMax);
        Assert.InRange(live.Unrecorded.Count, 0, ShadowLimits.AnswersPerRecord);
        Assert.InRange(live.Restarts.Length, 0, ShadowLimits.OrdersMax);
        Assert.InRange(live.Drills.Length, 0, ShadowLimits.OrdersMax);
        Assert.InRange(live.Decisions.Length, 0, ShadowLimits.OrdersMax);
        Assert.InRange(live.Orders.Length, 0, ShadowLimits.OrdersMax);
        Assert.InRange(scenario.Shadow.State.Orders?.Count ?? 0, 0, ShadowLimits.OrderKeysMax);
        Assert.InRange(
            scenario.Shadow.State.Quarantine.Values.Count(one => one.Verdict is not null), 0,
            ShadowState.QuarantinedRequestsMax);
        Assert.InRange(scenario.Shadow.Line.Gathering.Events.Count, 0, 2 * ShadowLimits.GatheredEventsMax);
        Assert.InRange(
            scenario.Shadow.State.Requests.Count - scenario.Shadow.State.Unkeyed, 0, ShadowLimits.KeysMax);
        Assert.Equal(
            scenario.Shadow.State.Requests.Values.Count(record => !record.Keyed), scenario.Shadow.State.Unkeyed);
    }

    private void IsTimed(ShadowInputs.Input input)
    {
        if (scenario.Stopped)
        {
            Assert.Empty(scenario.Unanswered);
            return;
        }

        var isDeadline = input is ShadowInputs.TimerFired { Timer.Kind: ShadowTimerKind.Deadline };
        var due = scenario.Timers.GetValueOrDefault(new ShadowTimer(ShadowTimerKind.Deadline), TimeSpan.MaxValue);
        foreach (var (ticket, deadline) in scenario.Unanswered)
        {
            if (input is ShadowInputs.Asked asked && asked.Ticket != ticket && deadline <= scenario.Uptime) continue;
            Assert.False(isDeadline && deadline <= scenario.Uptime, $"Rule 7: {ticket} is late.");
            Assert.True(
                due <= deadline || due <= scenario.Uptime || deadline <= scenario.Uptime,
                $"Rule 7: nothing looks after {ticket}.");
        }
    }

    private void IsAsRecorded()
    {
        var (state, line) = (scenario.Shadow.State, scenario.Shadow.Line);
        if (line.UnderWay is not null || !line.Gathering.Events.IsEmpty) return;
        if (scenario.Live.Journal != JournalStatus.Up) return;
        var folded = scenario.Journal.State;
        Assert.Equal(folded.Requests.Values.OrderBy(r => r.Order), state.Requests.Values.OrderBy(r => r.Order));
        Assert.Equal(folded.Settings.AsEnumerable(), state.Settings.AsEnumerable());
        Assert.Equal(folded.Readings.AsEnumerable(), state.Readings.AsEnumerable());
        Assert.Equal((folded.OpenGroups ?? []).AsEnumerable(), (state.OpenGroups ?? []).AsEnumerable());
        Assert.Equal(folded.Held.AsEnumerable(), state.Held.AsEnumerable());
        Assert.Equal(folded.Orders?.AsEnumerable(), state.Orders?.AsEnumerable());
        Assert.Equal(folded.Overlays.AsEnumerable(), state.Overlays.AsEnumerable());
        Assert.Equal(folded.Quarantine.AsEnumerable(), state.Quarantine.AsEnumerable());
        Assert.Equal(folded.Suspects.AsEnumerable(), state.Suspects.AsEnumerable());
        Assert.Equal(
            (folded.Administrative, folded.ComparedAfter, folded.Lock, scenario.Live.OutOfService),
            (state.Administrative, state.ComparedAfter, state.Lock, state.Administrative));
        Assert.Equal(
            (folded.Claim, folded.Append, folded.Incarnation, folded.Order, folded.Unkeyed, folded.Recoveries),
            (state.Claim, state.Append, state.Incarnation, state.Order, state.Unkeyed, state.Recoveries));
    }

    private static RequestId? RequestOf(ShadowEvents.ShadowEvent happened) => happened switch
    {
        ShadowEvents.RequestDispatched sent => sent.Request,
        ShadowEvents.RequestQueued queued => queued.Request,
        ShadowEvents.RequestSettled settled => settled.Request,
        ShadowEvents.DispatchVoided voided => voided.Request,
        _ => null,
    };
}
