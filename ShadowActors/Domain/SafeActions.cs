using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Commands and values declared safe: sent now or refused, in every mode that has a link. They cancel what waits. Where
/// no driver is open, one is opened at once, whatever its hold time and however silent its unit is; it is refused when
/// that is not done by its deadline. While the journal takes nothing they are sent all the same, the one exception to
/// writing ahead: recorded as a gap, and each by itself when the journal is back.
/// </summary>
internal static class SafeActions
{
    public static void Asked(Turn turn, long ticket, ShadowCommands.Mutate mutate)
    {
        if (WhyNot(turn) is { } reason)
        {
            Refusals.Busy(turn, ticket, mutate, $"not sent: {reason}");
            return;
        }

        if (turn.Live.Waiting >= ShadowLimits.WaitingMax + ShadowLimits.QueuedMax)
        {
            Refusals.Busy(turn, ticket, mutate, "not sent: too many requests wait");
            return;
        }

        // It is sent now or refused now: what is known decides.
        if (Interlocks.Problem(turn, mutate.Operation) is { } locked)
        {
            Refusals.Refuse(
                turn, ticket, mutate, mutate.Device.ToString(), RefusalKind.Interlocked, locked, ServedBy.ShadowCheck);
            return;
        }

        Cancel(turn, $"cancelled by the safe action {mutate.Request}");
        // A full key table does not stop a stop: without room its key is remembered for as long as a generated one.
        var keyed = mutate.Keyed && KeyTable.HasRoom(turn);
        Mutations.Wait(turn, ticket, mutate with { Keyed = keyed });
        Advance(turn);
    }

    /// <summary>Sends those that wait, as soon as a driver is open.</summary>
    public static void Advance(Turn turn)
    {
        if (!IsAnyWaiting(turn)) return;
        if (WhyNot(turn) is { } reason) RefuseWaiting(turn, reason);
        else if (turn.Live.Driver == DriverPhase.Open && turn.MayMutate)
            StartAll(turn);
        else if (turn.Live.Driver == DriverPhase.Open) Recovery.Hold(turn, turn.Live.MutateFrom);
        else Hurry(turn);
    }

    /// <summary>The opening that they wait for does not wait out the pause of a unit that is silent: once each, and no
    /// more often than a driver is opened for them.</summary>
    public static void Hurry(Turn turn)
    {
        if (turn.Live.Driver != DriverPhase.Opening || turn.Live.Hurried?.Incarnation == turn.Live.Incarnation
            || !IsAnyWaiting(turn))
            return;
        var from = turn.Live.Hurried is { } last ? last.At + ShadowLimits.EarlyOpenInterval : turn.Now.Uptime;
        if (turn.Now.Uptime < from)
        {
            Recovery.Hold(turn, from);
            return;
        }

        turn.Live = turn.Live with { Hurried = (turn.Live.Incarnation, turn.Now.Uptime) };
        turn.Do(new ShadowEffects.HurryDriver(turn.Live.Incarnation));
    }

    /// <summary>The device is not to be had.</summary>
    public static void RefuseWaiting(Turn turn, string reason)
    {
        foreach (var request in Waiting(turn))
            Mutations.GiveUp(
                turn, request, RefusalKind.Busy, $"not sent: {reason}", ServedBy.ShadowBusy, ShadowLimits.RetryAfter);
    }

    /// <summary>One that was surely not sent may wait for the next driver.</summary>
    public static bool CanWait(Turn turn) => WhyNot(turn) is null;

    /// <summary>When the driver may be opened: at the end of its hold time, or now and then for a safe action.
    /// </summary>
    public static TimeSpan OpenFrom(Turn turn)
    {
        var held = turn.Live.HoldUntil;
        if (held <= turn.Now.Uptime || !IsAnyWaiting(turn)) return held;
        var soon = turn.Live.EarlyOpen is { } early ? early.At + ShadowLimits.EarlyOpenInterval : turn.Now.Uptime;
        return soon < held ? soon : held;
    }

    private static bool IsAnyWaiting(Turn turn)
    {
        foreach (var (_, request) in turn.Live.Requests)
            if (IsWaiting(turn, request))
                return true;
        return false;
    }

    private static bool IsWaiting(Turn turn, LiveRequest request) =>
        request.Phase == RequestPhase.Blocked && ProxyTable.IsSafe(turn.Spec, request.Operation);

    private static List<LiveRequest> Waiting(Turn turn) =>
        Mutations.Blocked(turn).FindAll(request => IsWaiting(turn, request));

    /// <summary>Why no driver can be open soon; null: one is, or can be.</summary>
    private static string? WhyNot(Turn turn) => turn.Live switch
    {
        { Claim: not ClaimStatus.Held } or { Journal: JournalStatus.Unreadable } or { OutOfService: not null } =>
            Refusals.WhyDown(turn),
        { Driver: not DriverPhase.Open, LinkUp: false } => $"no link: {turn.Live.LinkReason}",
        _ => null,
    };

    private static void StartAll(Turn turn)
    {
        var waiting = Waiting(turn);
        if (waiting.Exists(request => PlannedChanges.EndsFor(turn, request.Operation))) return;
        foreach (var request in waiting) Start(turn, request);
    }

    private static void Start(Turn turn, LiveRequest request)
    {
        // In doubt may mean that another owner has claimed: that shows soon.
        if (turn.Live.Journal is JournalStatus.Up or JournalStatus.Reading)
        {
            var appendBy = turn.Now.Uptime + ShadowLimits.SafeAppendTime;
            Mutations.Dispatch(turn, request with { AppendBy = appendBy });
            Deadlines.Expect(turn, appendBy);
            return;
        }

        if (turn.Line.Gathering.Events.Count < ShadowLimits.GatheredEventsMax)
            turn.Record(request.Request.Value, stamp => new ShadowEvents.RequestDispatched(
                stamp, request.Request, request.Keyed, request.Principal, request.Operation,
                Shown: Evidence.Shown(turn, request.Operation, request.Request)));
        SendNow(turn, request);
    }

    /// <summary>The journal went away under those that were on their way into it.</summary>
    public static void SendWithoutJournal(Turn turn) => SendWithoutJournal(turn, _ => true);

    /// <summary>The journal took too long for some of them.</summary>
    public static void AppendTimeOver(Turn turn)
    {
        var late = turn.Live.Requests.Values.Where(request => request.AppendBy <= turn.Now.Uptime).ToList();
        foreach (var request in late) Mutations.Set(turn, request with { AppendBy = null });
        if (late.Count > 0) SendWithoutJournal(turn, id => late.Exists(request => request.Request == id));
    }

    /// <summary>Waits for its append and can still be sent.</summary>
    public static bool IsWanted(Turn turn, RequestId id) =>
        turn.Live.Requests.TryGetValue(id.Value, out var live) && IsWanted(turn, live);

    /// <summary>Whoever stops a pump while the journal takes nothing is told at once.</summary>
    public static bool IsToldAtOnce(Turn turn, RequestId id, Operation operation) =>
        ProxyTable.IsSafe(turn.Spec, operation)
        && (turn.Live.Journal != JournalStatus.Up || turn.Line.IsOnItsWay(id));

    private static bool IsWanted(Turn turn, LiveRequest request) =>
        request.Phase == RequestPhase.Dispatching && turn.Now.Uptime < request.Deadline
        && ProxyTable.IsSafe(turn.Spec, request.Operation);

    private static void SendWithoutJournal(Turn turn, Func<RequestId, bool> isMeant)
    {
        if (turn.Live.Driver != DriverPhase.Open || !turn.MayMutate || turn.Live.Stopping) return;
        foreach (var request in turn.Live.Requests.Values
            .Where(request => IsWanted(turn, request) && isMeant(request.Request))
            .OrderBy(request => request.Order)
            .ToList())
        {
            turn.Line = turn.Line.Without(new Continuations.Send(request.Request));
            SendNow(turn, request);
        }
    }

    private static void SendNow(Turn turn, LiveRequest request)
    {
        Recording.MissSafeAction(turn, $"{request.Request} {request.Principal}: {request.Operation}");
        Mutations.Set(turn, request with { Phase = RequestPhase.Sent });
        var call = turn.NewCall(new PendingCall.ForRequest(request.Request));
        turn.Do(new ShadowEffects.CallMutate(
            turn.Live.Incarnation, call, request.Request, request.Operation,
            turn.Now.Uptime + ShadowLimits.SendWindow, turn.Own.CallTime));
    }

    /// <summary>What was asked before and is not yet sent, or would be sent again, must not be done after it.</summary>
    private static void Cancel(Turn turn, string reason)
    {
        var sent = turn.State.Requests.Values
            .Where(record => record.Verdict == Verdict.Sent && !ProxyTable.IsSafe(turn.Spec, record.Operation)
                && !Outstanding.IsUnderWay(turn, record.Request))
            .OrderBy(record => record.Order)
            .ToList();
        foreach (var record in sent) CancelSent(turn, record.Request, reason);
        Queue.Cancel(turn, reason);
        foreach (var request in Mutations.Blocked(turn).Where(request => !IsWaiting(turn, request)))
            Mutations.GiveUp(
                turn, request, RefusalKind.Busy, reason, ServedBy.ShadowBusy, ShadowLimits.RetryAfter);
    }

    /// <summary>On record as sent, and no driver has it: on its way into the journal, or a failed driver had it.
    /// </summary>
    private static void CancelSent(Turn turn, RequestId id, string reason)
    {
        if (Dispatches.IsUnsent(turn, id))
        {
            // Back in the queue it is cancelled with the others there.
            Dispatches.Void(turn, id, $"not sent: {reason}", mayWait: false);
            if (turn.State.Requests.GetValueOrDefault(id.Value) is { Verdict: Verdict.Sent } before)
                Outstanding.SettleUnknown(turn, before, reason);
            return;
        }

        var live = turn.Live.Requests.GetValueOrDefault(id.Value);
        if (turn.State.Requests.GetValueOrDefault(id.Value) is { } sent
            && (live is { Phase: RequestPhase.Sent } || (live is null && sent.TtlMs is not null)))
            Outstanding.SettleUnknown(turn, sent, reason);
    }
}
