using System.Collections.Immutable;
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
                turn, ticket, mutate, Subject(mutate), problem.Kind, problem.Reason, ServedBy.ShadowCheck);
            return;
        }

        if (Known(turn, ticket, mutate)) return;
        if (turn.Live.Claim == ClaimStatus.Lost || turn.Live.Stopping) Refusals.NotOwner(turn, ticket, mutate);
        else if (ProxyTable.IsSafe(turn.Spec, mutate.Operation)) SafeActions.Asked(turn, ticket, mutate);
        else if (turn.Live.Journal is not JournalStatus.Up && turn.Live.Claim == ClaimStatus.Held)
            Refusals.JournalUnavailable(turn, ticket, mutate);
        else if (turn.Live.Journal is JournalStatus.Down or JournalStatus.Unreadable)
            Refusals.JournalUnavailable(turn, ticket, mutate);
        else if (turn.Live.Waiting >= ShadowLimits.WaitingMax)
            Refusals.Busy(turn, ticket, mutate, $"{ShadowLimits.WaitingMax} requests wait already");
        else if (mutate.Keyed && !KeyTable.HasRoom(turn))
            Refusals.Busy(turn, ticket, mutate, $"{ShadowLimits.KeysMax} idempotency keys are remembered already");
        else if (turn.Live.Mode == DeviceMode.Passive && turn.MayMutate) Dispatch(turn, Wait(turn, ticket, mutate));
        else Proxy(turn, ticket, mutate);
    }

    public static void Done(Turn turn, ShadowInputs.MutationDone done)
    {
        switch (Calls.Take(turn, done.Incarnation, done.Call))
        {
            case PendingCall.ForRequest call:
                turn.Live = turn.Live with { Contact = turn.Now.Uptime };
                if (done.Outcome is MutationOutcome.Rejected rejected)
                    Settle(turn, call.Request, Verdict.Rejected, rejected.Reason, ServedBy.Driver);
                else
                    Settle(turn, call.Request, Verdict.Confirmed, null, ServedBy.Driver);
                TransferSteps.RequestDone(turn, call.Request);
                break;
            case PendingCall.ForTransfer call:
                turn.Live = turn.Live with { Contact = turn.Now.Uptime };
                TransferSteps.WriteDone(turn, call.Points[0], done.Outcome);
                break;
        }
    }

    /// <summary>The link did not send it: that is certain.</summary>
    public static void Refused(Turn turn, ShadowInputs.SendRefused refused)
    {
        switch (Calls.Take(turn, refused.Incarnation, refused.Call))
        {
            case PendingCall.ForRequest call:
                Settle(turn, call.Request, Verdict.NotExecuted, $"not sent: {refused.Refusal}", ServedBy.ShadowBusy);
                TransferSteps.RequestDone(turn, call.Request);
                break;
            case PendingCall.ForClient or PendingCall.ForScan:
                // The read stays; its deadline answers it.
                break;
            case PendingCall.ForTransfer:
                Failures.Planned(turn, $"the link refused a setting: {refused.Refusal}");
                break;
        }
    }

    /// <summary>Writes the dispatch ahead; the driver gets it when that is durable.</summary>
    public static void Dispatch(Turn turn, LiveRequest request)
    {
        Set(turn, request with { Phase = RequestPhase.Dispatching });
        turn.Record(request.Request.Value, stamp => new ShadowEvents.RequestDispatched(
            stamp, request.Request, request.Keyed, request.Principal, request.Operation));
        turn.Then(new Continuations.Send(request.Request));
    }

    /// <summary>The dispatch is durable: send, if it is still wanted and the driver is there; else void it.</summary>
    public static void Send(Turn turn, RequestId id)
    {
        if (!turn.State.Requests.TryGetValue(id.Value, out var record) || record.Verdict != Verdict.Sent) return;
        var live = turn.Live.Requests.GetValueOrDefault(id.Value);
        var inTime = live is not null ? turn.Now.Uptime < live.Deadline : turn.Live.Transfer?.Current == id;
        var open = turn.Live.Driver == DriverPhase.Open && turn.MayMutate && !turn.Live.Stopping
            && (turn.Live.Mode == DeviceMode.Passive || turn.Live.Transfer?.Current == id
                || ProxyTable.IsSafe(turn.Spec, record.Operation));
        if (inTime && open)
        {
            if (live is not null) Set(turn, live with { Phase = RequestPhase.Sent });
            var call = turn.NewCall(new PendingCall.ForRequest(id));
            turn.Do(new ShadowEffects.CallMutate(
                turn.Live.Incarnation, call, id, record.Operation, turn.Now.Uptime + ShadowLimits.SendWindow,
                turn.Own.CallTime));
            return;
        }

        Void(turn, id, live, inTime);
    }

    public static void Settle(Turn turn, RequestId id, Verdict verdict, string? reason, ServedBy servedBy)
    {
        var live = turn.Live.Requests.GetValueOrDefault(id.Value);
        if (!turn.State.Requests.ContainsKey(id.Value))
        {
            // A safe action that was sent though the journal was down: the gap tells of it.
            if (live is not null) TellAll(turn, live, verdict, reason, servedBy);
            return;
        }

        turn.Record(id.Value, stamp => new ShadowEvents.RequestSettled(stamp, id, verdict, reason, servedBy));
        if (live is null) return;
        Set(turn, live with { Phase = RequestPhase.Settling });
        turn.Then(new Continuations.TellVerdict(id));
    }

    /// <summary>Tells all who wait for it what is on record.</summary>
    public static void Tell(Turn turn, RequestId id)
    {
        if (!turn.Live.Requests.TryGetValue(id.Value, out var live)) return;
        turn.Live = turn.Live with { Requests = turn.Live.Requests.Remove(id.Value) };
        if (!turn.State.Requests.TryGetValue(id.Value, out var record)) return;
        foreach (var ticket in live.Tickets) turn.Answer(ticket, Status(turn, record));
    }

    /// <summary>Answers at the deadline, whatever is on record: nobody knows.</summary>
    public static void TellIndeterminate(Turn turn, LiveRequest live, string reason) =>
        TellAll(turn, live, Verdict.Indeterminate, reason, ServedBy.ShadowBlock);

    public static void RefuseLive(
        Turn turn, LiveRequest live, RefusalKind kind, string reason, ServedBy servedBy, TimeSpan? retryAfter)
    {
        turn.Live = turn.Live with { Requests = turn.Live.Requests.Remove(live.Request.Value) };
        var refused = new ShadowReplies.Refused(turn.Spec.Id.ToString(), kind, reason, servedBy, retryAfter);
        Recording.Refused(turn, live.Request, live.Principal, refused);
        foreach (var ticket in live.Tickets) turn.Answer(ticket, refused);
    }

    /// <summary>What waited for the recovery is dispatched, in the order it came.</summary>
    public static void Unblock(Turn turn)
    {
        foreach (var request in turn.Live.Requests.Values
            .Where(request => request.Phase == RequestPhase.Blocked)
            .OrderBy(request => request.Order)
            .ToList())
            Dispatch(turn, request);
    }

    public static void Set(Turn turn, LiveRequest request) =>
        turn.Live = turn.Live with { Requests = turn.Live.Requests.SetItem(request.Request.Value, request) };

    public static ShadowReplies.RequestStatus Status(Turn turn, RequestRecord record) => new(
        turn.Spec.Id, record.Request, record.Operation, record.Verdict, record.Reason, record.ServedBy, record.Time);

    public static LiveRequest Wait(Turn turn, long ticket, ShadowCommands.Mutate mutate)
    {
        var order = turn.Live.LastOrder + 1;
        var request = new LiveRequest(
            mutate.Request, mutate.Keyed, mutate.Principal, mutate.Operation, [ticket],
            turn.Now.Uptime + mutate.Timeout, RequestPhase.Blocked, order);
        turn.Live = turn.Live with { LastOrder = order };
        Set(turn, request);
        Deadlines.Expect(turn, request.Deadline);
        return request;
    }

    private static void TellAll(Turn turn, LiveRequest live, Verdict verdict, string? reason, ServedBy servedBy)
    {
        turn.Live = turn.Live with { Requests = turn.Live.Requests.Remove(live.Request.Value) };
        foreach (var ticket in live.Tickets)
            turn.Answer(ticket, new ShadowReplies.RequestStatus(
                turn.Spec.Id, live.Request, live.Operation, verdict, reason, servedBy, turn.Now.Wall));
    }

    private static void Proxy(Turn turn, long ticket, ShadowCommands.Mutate mutate)
    {
        var strategy = ProxyTable.For(turn.Spec, mutate.Operation);
        if (strategy == WhenDown.Queue || IsRepeated(turn, mutate.Operation)) Queue.Asked(turn, ticket, mutate);
        else if (strategy == WhenDown.Block && turn.Live.Mode != DeviceMode.Faulted) Wait(turn, ticket, mutate);
        else Refusals.Busy(turn, ticket, mutate, Refusals.WhyDown(turn));
    }

    private static bool IsRepeated(Turn turn, Operation operation) =>
        operation is WriteOperation write
        && turn.Spec.Point(write.Point) is { Repeatable: true, Role: PointRole.Configuration }
        && turn.State.Settings.TryGetValue(write.Point.Value, out var setting)
        && setting.Value == write.Value;

    /// <summary>The request id is known: it is joined or answered as the first one was. Only what is proven never to
    /// have been sent may be asked again under its key.</summary>
    private static bool Known(Turn turn, long ticket, ShadowCommands.Mutate mutate)
    {
        var live = turn.Live.Requests.GetValueOrDefault(mutate.Request.Value);
        var record = turn.State.Requests.GetValueOrDefault(mutate.Request.Value);
        if (live is null && record is null or { Verdict: Verdict.NotExecuted }) return false;
        if ((live?.Operation ?? record!.Operation).Digest != mutate.Operation.Digest)
            Refusals.Refuse(
                turn, ticket, mutate, mutate.Request.Value, RefusalKind.KeyReused,
                $"this key stands for another request: {live?.Operation ?? record!.Operation}", ServedBy.ShadowCheck);
        else if (live is null)
            turn.Answer(ticket, Status(turn, record!) with { ServedBy = ServedBy.ShadowDrop });
        else if (live.Tickets.Length >= ShadowLimits.TicketsPerRequestMax)
            Refusals.Busy(turn, ticket, mutate, "too many wait for this request already");
        else
            Set(turn, live with { Tickets = live.Tickets.Add(ticket) });
        return true;
    }

    private static void Void(Turn turn, RequestId id, LiveRequest? live, bool inTime)
    {
        var reason = inTime ? $"not sent: {Refusals.WhyDown(turn)}" : "not sent: its time was over";
        turn.Record(id.Value, stamp => new ShadowEvents.DispatchVoided(stamp, id, reason));
        if (live is null) return;
        if (inTime && !turn.Live.Stopping && ProxyTable.For(turn.Spec, live.Operation) == WhenDown.Block)
        {
            Set(turn, live with { Phase = RequestPhase.Blocked });
            return;
        }

        Set(turn, live with { Phase = RequestPhase.Settling });
        turn.Then(new Continuations.TellVerdict(id));
    }

    private static string Subject(ShadowCommands.Mutate mutate) => mutate.Operation switch
    {
        WriteOperation write => $"{mutate.Device}/{write.Point}",
        InvokeOperation invoke => $"{mutate.Device}/{invoke.Command}",
        _ => mutate.Device.ToString(),
    };
}
