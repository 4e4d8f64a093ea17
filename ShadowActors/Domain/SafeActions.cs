using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Actions declared safe: sent now or refused now, in every mode that has an open driver. They cancel what is queued.
/// While the journal takes nothing they are sent all the same and recorded as a gap, the one exception to writing
/// ahead.
/// </summary>
internal static class SafeActions
{
    public static void Asked(Turn turn, long ticket, ShadowCommands.Mutate mutate)
    {
        if (turn.Live.Claim != ClaimStatus.Held || turn.Live.Driver != DriverPhase.Open || !turn.MayMutate)
        {
            Refusals.Busy(turn, ticket, mutate, $"not sent: {Refusals.WhyDown(turn)}");
            return;
        }

        if (turn.Live.Waiting >= ShadowLimits.WaitingMax + ShadowLimits.QueuedMax)
        {
            Refusals.Busy(turn, ticket, mutate, "not sent: too many requests wait");
            return;
        }

        var request = Mutations.Wait(turn, ticket, mutate);
        if (turn.Live.Journal == JournalStatus.Up)
        {
            Queue.Cancel(turn, $"cancelled by the safe action {mutate.Request}");
            Mutations.Dispatch(turn, request);
            return;
        }

        Recording.MissSafeAction(turn, $"{mutate.Request} {mutate.Principal}: {mutate.Operation}");
        Mutations.Set(turn, request with { Phase = RequestPhase.Sent });
        var call = turn.NewCall(new PendingCall.ForRequest(mutate.Request));
        turn.Do(new ShadowEffects.CallMutate(
            turn.Live.Incarnation, call, mutate.Request, mutate.Operation,
            turn.Now.Uptime + ShadowLimits.SendWindow, turn.Own.CallTime));
    }
}
