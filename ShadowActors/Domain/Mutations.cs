using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Mutations: checked, written ahead, sent at most once per dispatch, settled. Without the driver each is answered by
/// the strategy that <see cref="ProxyTable"/> says.
/// </summary>
internal static class Mutations
{
    public static void Asked(Turn turn, long ticket, ShadowCommands.Mutate mutate)
    {
        if (ValueCheck.Problem(turn.Spec, mutate.Operation) is { } problem)
        {
            Refusals.Refuse(
                turn, ticket, mutate, Refusals.Subject(mutate), problem.Kind, problem.Reason, ServedBy.ShadowCheck);
            return;
        }

        if (Known(turn, ticket, mutate)) return;
        if (turn.Live.Claim == ClaimStatus.Lost || turn.Live.Stopping) Refusals.NotOwner(turn, ticket, mutate);
        else if (turn.Live.Claim == ClaimStatus.None) AskedBeforeJournal(turn, ticket, mutate);
        else if (turn.Live.OutOfService is { } record) Refusals.OutOfService(turn, ticket, mutate, record);
        else if (ProxyTable.IsSafe(turn.Spec, mutate.Operation)) SafeActions.Asked(turn, ticket, mutate);
        else if (Locks.Against(turn, mutate.Operation, mutate.Lock) is { } held)
            Refusals.Locked(turn, ticket, mutate, held);
        else if (turn.Live.Journal is not JournalStatus.Up && turn.Live.Claim == ClaimStatus.Held)
            Refusals.JournalUnavailable(turn, ticket, mutate);
        else if (turn.Live.Journal is JournalStatus.Down or JournalStatus.Unreadable)
            Refusals.JournalUnavailable(turn, ticket, mutate);
        else if (Refusals.IsFull(turn)) Refusals.Busy(turn, ticket, mutate, Refusals.Full);
        else if (Refusals.IsLineFull(turn)) Refusals.Busy(turn, ticket, mutate, Refusals.LineFull);
        else if (mutate.Keyed && !KeyTable.HasRoom(turn))
            Refusals.Busy(turn, ticket, mutate, Refusals.KeysFull);
        else if (Admission.RateProblem(turn, mutate.Operation, mutate.Request) is { } fast)
            Refusals.Refuse(
                turn, ticket, mutate, Refusals.Subject(mutate), fast.Kind, fast.Reason, ServedBy.ShadowCheck,
                fast.RetryAfter);
        else if (turn.Live.Mode == DeviceMode.Passive && turn.MayMutate)
            Admission.Begin(turn, Wait(turn, ticket, mutate));
        else Proxy(turn, ticket, mutate);
    }

    /// <summary>The journal is read: what waited for it is looked at as if it came now; its key may be known.</summary>
    public static void AskAgain(Turn turn)
    {
        foreach (var request in Blocked(turn)) AskAgain(turn, request);
    }

    /// <summary>Nothing of it is on record: it is looked at as if it came now.</summary>
    public static void AskAgain(Turn turn, LiveRequest request)
    {
        turn.Live = turn.Live with { Requests = turn.Live.Requests.Remove(request.Request.Value) };
        foreach (var waiter in request.Waiters)
        {
            var mutate = new ShadowCommands.Mutate(
                turn.Spec.Id, request.Request, request.Keyed, request.Principal, request.Operation,
                waiter.Deadline - turn.Now.Uptime, Lock: request.Lock);
            if (!OrderKeys.IsKnown(turn, waiter.Ticket, mutate)) Asked(turn, waiter.Ticket, mutate);
        }
    }

    public static void Done(Turn turn, ShadowInputs.MutationDone done)
    {
        var call = Calls.Take(turn, done.Incarnation, done.Call);
        // A gateway's word in the device's place is no contact with it, nor is what was never sent.
        if (call is not null && done.Outcome is not MutationOutcome.Rejected { IsByDevice: false })
            turn.Live = turn.Live with { Contact = turn.Now.Uptime };
        switch (call)
        {
            case PendingCall.ForRequest request:
                if (done.Outcome is MutationOutcome.Acknowledged) Reads.Written(turn, request.Request);
                if (done.Outcome is MutationOutcome.Rejected rejected)
                    Settle(turn, request.Request, Verdict.Rejected, rejected.Reason, ServedBy.Driver);
                else
                    Settle(turn, request.Request, Verdict.Confirmed, null, ServedBy.Driver);
                TransferSteps.RequestDone(turn, request.Request);
                break;
            case PendingCall.ForTransfer transfer:
                TransferSteps.WriteDone(turn, transfer.Points[0], done.Outcome);
                break;
            case PendingCall.ForGroupStep:
                turn.Live = turn.Live with { FailedWrites = [] };
                TransferSteps.StepDone(turn, done.Outcome);
                break;
        }
    }

    /// <summary>The link did not send it: that is certain.</summary>
    public static void Refused(Turn turn, ShadowInputs.SendRefused refused)
    {
        switch (Calls.Take(turn, refused.Incarnation, refused.Call))
        {
            case PendingCall.ForRequest call:
                Settle(
                    turn, call.Request, turn.State.VerdictOfUnsent(call.Request), $"not sent: {refused.Refusal}",
                    ServedBy.ShadowBusy);
                TransferSteps.RequestDone(turn, call.Request);
                break;
            case PendingCall.ForClient or PendingCall.ForScan or PendingCall.ForLook:
                // The read stays; its deadline answers it.
                break;
            case PendingCall.ForTransfer { Read.IsEmpty: true } or PendingCall.ForGroupStep
                when TransferSteps.IsPlanOver(turn):
                TransferSteps.WriteAgain(turn);
                break;
            case PendingCall.ForTransfer or PendingCall.ForGroupStep:
                // Not a planned failure: those have no hold time, and a link that is full would be tried for ever.
                Failures.Close(turn, FailureKind.LinkLost, $"the link refused the transfer: {refused.Refusal}");
                break;
        }
    }

    /// <summary>Writes the dispatch ahead; the driver gets it when that is durable.</summary>
    public static void Dispatch(Turn turn, LiveRequest request)
    {
        // Taken while it waited.
        if (Locks.Against(turn, request.Operation, request.Lock) is { } held)
        {
            GiveUp(
                turn, request, RefusalKind.Locked, Locks.Words(held), ServedBy.ShadowCheck,
                Locks.TimeLeft(turn, held));
            return;
        }

        Set(turn, request with { Phase = RequestPhase.Dispatching });
        var waited = turn.State.Requests.ContainsKey(request.Request.Value)
            ? null
            : (long?)(turn.Now.Uptime - request.Asked)?.TotalMilliseconds;
        turn.Record(request.Request.Value, stamp => new ShadowEvents.RequestDispatched(
            stamp, request.Request, request.Keyed, request.Principal, request.Operation, waited > 0 ? waited : null,
            Conflicts.Before(turn, request.Operation), Evidence.Shown(turn, request.Operation, request.Request)));
        turn.Then(new Continuations.Send(request.Request));
    }

    /// <summary>The dispatch is durable: send, if it is still wanted and the driver is there; else void it.</summary>
    /// <param name="sendBy">Until when the dispatch authorises it.</param>
    public static void Send(Turn turn, RequestId id, TimeSpan sendBy)
    {
        if (!turn.State.Requests.TryGetValue(id.Value, out var record) || record.Verdict != Verdict.Sent) return;
        var live = turn.Live.Requests.GetValueOrDefault(id.Value);
        // Out of the queue it has its time to live, whoever waits for it.
        var inTime = live is not null
            ? turn.Now.Uptime < live.Deadline
            : record.TtlMs is not null && turn.Live.Transfer?.Current == id;
        var open = turn.Live.Driver == DriverPhase.Open && turn.MayMutate && !turn.Live.Stopping
            && IsInService(turn, record.Operation)
            && (turn.Live.Mode == DeviceMode.Passive || turn.Live.Transfer?.Current == id
                || (turn.Live.Ending is not null && live is { Phase: RequestPhase.Dispatching })
                || ProxyTable.IsSafe(turn.Spec, record.Operation));
        if (inTime && open && turn.Now.Uptime < sendBy)
        {
            if (live is not null) Set(turn, live with { Phase = RequestPhase.Sent });
            var call = turn.NewCall(new PendingCall.ForRequest(id));
            turn.Do(new ShadowEffects.CallMutate(
                turn.Live.Incarnation, call, id, record.Operation, sendBy, turn.Own.CallTime));
            return;
        }

        var reason = !inTime ? "its time was over"
            : open ? "the journal took longer than a dispatch is good for"
            : Refusals.WhyDown(turn);
        Dispatches.Void(
            turn, id, $"not sent: {reason}", mayWait: inTime && live is not null && CanWait(turn, live.Operation));
    }

    /// <summary>A decision that is recorded is heeded before it is in force, but by safe actions, which it only holds
    /// up from then on.</summary>
    private static bool IsInService(Turn turn, Operation operation) => ProxyTable.IsSafe(turn.Spec, operation)
        ? turn.Live.OutOfService is null
        : turn.State.Administrative is null;

    public static void Settle(Turn turn, RequestId id, Verdict verdict, string? reason, ServedBy servedBy)
    {
        var live = turn.Live.Requests.GetValueOrDefault(id.Value);
        if (!turn.State.Requests.ContainsKey(id.Value))
        {
            // A safe action that was sent though the journal was down: the gap tells of it.
            if (live is not null) TellAll(turn, live, verdict, reason, servedBy);
            return;
        }

        var isToldAtOnce = live is not null && SafeActions.IsToldAtOnce(turn, id, live.Operation);
        turn.Record(id.Value, stamp => new ShadowEvents.RequestSettled(stamp, id, verdict, reason, servedBy));
        if (live is null) return;
        if (isToldAtOnce)
        {
            TellAll(turn, live, verdict, reason, servedBy);
            return;
        }

        Set(turn, live with { Phase = RequestPhase.Settling });
        turn.Then(new Continuations.TellVerdict(id));
    }

    /// <summary>Tells all who wait for it what is on record.</summary>
    public static void Tell(Turn turn, RequestId id)
    {
        if (!turn.Live.Requests.TryGetValue(id.Value, out var live)) return;
        if (!turn.State.Requests.TryGetValue(id.Value, out var record))
        {
            TellIndeterminate(turn, live, "the journal does not tell of it");
            return;
        }

        turn.Live = turn.Live with { Requests = turn.Live.Requests.Remove(id.Value) };
        foreach (var waiter in live.Waiters) turn.Answer(waiter.Ticket, Status(turn, record));
    }

    /// <summary>Answers at the deadline, whatever is on record: nobody knows.</summary>
    public static void TellIndeterminate(Turn turn, LiveRequest live, string reason)
    {
        Told(turn, live, live.Principal, Verdict.Indeterminate, reason, ServedBy.ShadowBlock);
        TellAll(turn, live, Verdict.Indeterminate, reason, ServedBy.ShadowBlock);
    }

    public static void RefuseLive(
        Turn turn, LiveRequest live, RefusalKind kind, string reason, ServedBy servedBy, TimeSpan? retryAfter)
    {
        turn.Live = turn.Live with { Requests = turn.Live.Requests.Remove(live.Request.Value) };
        var refused = new ShadowReplies.Refused(turn.Spec.Id.ToString(), kind, reason, servedBy, retryAfter);
        Recording.Refused(turn, live.Request, live.Principal, AskedText.Of(live.Operation), refused);
        foreach (var waiter in live.Waiters) turn.Answer(waiter.Ticket, refused);
    }

    /// <summary>It waits for a driver that does not come in time. What an earlier driver may have done with it decides
    /// whether nothing was sent or nobody knows.</summary>
    public static void GiveUp(
        Turn turn, LiveRequest live, RefusalKind kind, string reason, ServedBy servedBy, TimeSpan? retryAfter)
    {
        var record = turn.State.Requests.GetValueOrDefault(live.Request.Value);
        if (record is { Verdict: Verdict.Sent })
            turn.Record(live.Request.Value, stamp => new ShadowEvents.RequestSettled(
                stamp, live.Request, Verdict.Indeterminate, reason, servedBy));
        if (record is { Verdict: Verdict.Sent } or { MayBeDone: true }) TellIndeterminate(turn, live, reason);
        else RefuseLive(turn, live, kind, reason, servedBy, retryAfter);
    }

    public static List<LiveRequest> Blocked(Turn turn) =>
    [
        .. turn.Live.Requests.Values
            .Where(request => request.Phase is RequestPhase.Blocked or RequestPhase.Checking)
            .OrderBy(request => request.Order),
    ];

    /// <summary>What waited for the recovery is dispatched, in the order it came.</summary>
    public static void Unblock(Turn turn)
    {
        foreach (var request in Blocked(turn).Where(request => request.Phase == RequestPhase.Blocked))
        {
            if (Admission.IsUnfit(turn, request)) continue;
            if (request.Keyed && !turn.State.Requests.ContainsKey(request.Request.Value)
                && !KeyTable.HasRoom(turn))
                RefuseLive(
                    turn, request, RefusalKind.Busy, Refusals.KeysFull, ServedBy.ShadowBusy, ShadowLimits.RetryAfter);
            else
                Admission.Begin(turn, request);
        }
    }

    public static void Set(Turn turn, LiveRequest request) =>
        turn.Live = turn.Live with { Requests = turn.Live.Requests.SetItem(request.Request.Value, request) };

    public static ShadowReplies.RequestStatus Status(Turn turn, RequestRecord record) => new(
        turn.Spec.Id, record.Request, record.Operation, record.Verdict, record.Reason, record.ServedBy, record.Time);

    public static LiveRequest Wait(Turn turn, long ticket, ShadowCommands.Mutate mutate)
    {
        var order = turn.Live.LastOrder + 1;
        var request = new LiveRequest(
            mutate.Request, mutate.Keyed, mutate.Principal, mutate.Operation,
            [new LiveRequest.Waiter(ticket, turn.Now.Uptime + mutate.Timeout)],
            turn.Now.Uptime + mutate.Timeout, RequestPhase.Blocked, order, Asked: turn.Now.Uptime,
            Lock: mutate.Lock);
        turn.Live = turn.Live with { LastOrder = order };
        Set(turn, request);
        Deadlines.Expect(turn, request.Deadline);
        return request;
    }

    private static void TellAll(Turn turn, LiveRequest live, Verdict verdict, string? reason, ServedBy servedBy)
    {
        turn.Live = turn.Live with { Requests = turn.Live.Requests.Remove(live.Request.Value) };
        foreach (var waiter in live.Waiters) TellOne(turn, live, waiter, verdict, reason, servedBy);
    }

    private static void TellOne(
        Turn turn, LiveRequest live, LiveRequest.Waiter waiter, Verdict verdict, string? reason, ServedBy servedBy) =>
        turn.Answer(waiter.Ticket, new ShadowReplies.RequestStatus(
            turn.Spec.Id, live.Request, live.Operation, verdict, reason, servedBy, turn.Now.Wall));

    private static void Proxy(Turn turn, long ticket, ShadowCommands.Mutate mutate)
    {
        var strategy = ProxyTable.For(turn.Spec, mutate.Operation);
        // Only a former owner's send window is in the way: nothing comes that would execute a queue.
        if (turn.Live.Mode == DeviceMode.Passive && strategy != WhenDown.Busy) Wait(turn, ticket, mutate);
        else if (strategy == WhenDown.Queue || Intentions.IsRepeated(turn, mutate.Operation))
            Queue.Asked(turn, ticket, mutate);
        else if ((strategy == WhenDown.Block && turn.Live.Mode != DeviceMode.Faulted)
            || PlannedChanges.MayWait(turn, mutate.Operation))
            Wait(turn, ticket, mutate);
        else Refusals.Busy(turn, ticket, mutate, Refusals.WhyDown(turn));
    }

    private static void AskedBeforeJournal(Turn turn, long ticket, ShadowCommands.Mutate mutate)
    {
        if (turn.Live.Journal == JournalStatus.Reading && !Refusals.IsFull(turn)
            && !ProxyTable.IsSafe(turn.Spec, mutate.Operation))
            Wait(turn, ticket, mutate);
        else if (turn.Live.Journal == JournalStatus.Unreadable) Refusals.JournalUnavailable(turn, ticket, mutate);
        else Refusals.NotReady(turn, ticket, mutate);
    }

    /// <summary>The id is known: it is joined or answered as the first. Only what was surely never sent is new again.
    /// </summary>
    private static bool Known(Turn turn, long ticket, ShadowCommands.Mutate mutate)
    {
        var live = turn.Live.Requests.GetValueOrDefault(mutate.Request.Value);
        var record = turn.State.Requests.GetValueOrDefault(mutate.Request.Value);
        if (live is null && record is null) return false;
        if ((live?.Operation ?? record!.Operation).Digest != mutate.Operation.Digest)
            Refusals.Refuse(
                turn, ticket, mutate, mutate.Request.Value, RefusalKind.KeyReused,
                $"this key stands for another request: {live?.Operation ?? record!.Operation}", ServedBy.ShadowCheck);
        else if (live is null && MayBeAskedAgain(record!)) return false;
        else if (live is null && IsTold(turn, record!)) TellAgain(turn, ticket, mutate, record!);
        else if (live is null && Refusals.IsFull(turn)) TellPending(turn, ticket, record!.Operation, mutate.Request);
        else if (live is null)
        {
            Set(turn, Wait(turn, ticket, mutate) with { Phase = RequestPhase.Settling });
            turn.Then(new Continuations.TellVerdict(mutate.Request));
        }
        else if (live.Waiters.Length >= ShadowLimits.TicketsPerRequestMax)
            TellPending(turn, ticket, live.Operation, mutate.Request);
        else
            Join(turn, live, new LiveRequest.Waiter(ticket, turn.Now.Uptime + mutate.Timeout));
        return true;
    }

    /// <summary>What is not durable yet is told only of safe actions: their first answer did not wait either.</summary>
    private static bool IsTold(Turn turn, RequestRecord record) => !turn.Line.IsOnItsWay(record.Request)
        || SafeActions.IsToldAtOnce(turn, record.Request, record.Operation);

    private static void TellAgain(Turn turn, long ticket, ShadowCommands.Mutate mutate, RequestRecord record)
    {
        Recording.Told(
            turn, mutate.Request, mutate.Principal, record.Operation, record.Verdict, record.Reason,
            ServedBy.ShadowDrop);
        turn.Answer(ticket, Status(turn, record) with { ServedBy = ServedBy.ShadowDrop });
    }

    /// <summary>There is no room for one more who waits; a refusal would say that nothing is done.</summary>
    private static void TellPending(Turn turn, long ticket, Operation operation, RequestId id) =>
        turn.Answer(ticket, new ShadowReplies.RequestStatus(
            turn.Spec.Id, id, operation, Verdict.Sent, "too many wait for it already: ask for its verdict",
            ServedBy.ShadowDrop, turn.Now.Wall));

    private static void Join(Turn turn, LiveRequest live, LiveRequest.Waiter waiter)
    {
        Set(turn, live with { Waiters = live.Waiters.Add(waiter) });
        Deadlines.Expect(turn, waiter.Deadline);
    }

    /// <summary>What was accepted into the queue and then expired, superseded or cancelled stays so: asked again it
    /// would be done after what came later.</summary>
    private static bool MayBeAskedAgain(RequestRecord record) =>
        record is { Verdict: Verdict.NotExecuted, ServedBy: not ServedBy.ShadowQueue, IsQuarantined: false };

    /// <summary>A request that was surely not sent may wait for the next driver.</summary>
    public static bool CanWait(Turn turn, Operation operation) => !turn.Live.Stopping
        && IsInService(turn, operation)
        && (ProxyTable.IsSafe(turn.Spec, operation)
            ? SafeActions.CanWait(turn)
            : PlannedChanges.MayWait(turn, operation)
                || (turn.Live.Mode != DeviceMode.Faulted && ProxyTable.For(turn.Spec, operation) == WhenDown.Block));

    /// <summary>Answers those whose own time is over before the request's.</summary>
    public static void TellImpatient(Turn turn, LiveRequest live)
    {
        var impatient = live.Waiters.Where(waiter => waiter.Deadline <= turn.Now.Uptime).ToList();
        if (impatient.Count == 0) return;
        Set(turn, live with { Waiters = live.Waiters.RemoveRange(impatient) });
        const string reason = "no verdict by this caller's deadline; the request goes on";
        Told(turn, live, live.Principal, Verdict.Indeterminate, reason, ServedBy.ShadowBlock);
        foreach (var waiter in impatient)
            TellOne(turn, live, waiter, Verdict.Indeterminate, reason, ServedBy.ShadowBlock);
    }

    private static void Told(
        Turn turn, LiveRequest live, string principal, Verdict verdict, string? reason, ServedBy servedBy) =>
        Recording.Told(turn, live.Request, principal, live.Operation, verdict, reason, servedBy);
}
