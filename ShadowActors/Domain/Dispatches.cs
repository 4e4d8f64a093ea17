using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>Dispatches that are recorded, and that no driver has seen.</summary>
internal static class Dispatches
{
    /// <summary>It is on its way into the journal, or it is there by now and what follows from that is not done yet.
    /// </summary>
    public static bool IsUnsent(Turn turn, RequestId id)
    {
        var send = new Continuations.Send(id);
        return turn.Line.IsFollowedBy(send) || turn.Due.Contains(send);
    }

    /// <summary>What a transfer that is over had out of the queue, still on its way into the journal: the next recovery
    /// comes to it.</summary>
    public static void VoidQueued(Turn turn, Transfer? transfer, string? reason)
    {
        if (transfer?.Current is { } current && IsUnsent(turn, current)
            && turn.State.Requests.GetValueOrDefault(current.Value) is { TtlMs: not null })
            Void(turn, current, $"not sent: {reason}", mayWait: false);
    }

    /// <summary>It was surely not sent, and is not sent any more. Out of the queue it is there again while its time to
    /// live lasts, and stays as sent where it was sent before.</summary>
    /// <param name="mayWait">Another one waits like one that came just now; else all who wait for it are told.</param>
    public static void Void(Turn turn, RequestId id, string reason, bool mayWait)
    {
        var send = new Continuations.Send(id);
        turn.Line = turn.Line.Without(send);
        turn.Due = turn.Due.Remove(send);
        turn.Record(id.Value, stamp => new ShadowEvents.DispatchVoided(stamp, id, reason));
        TransferSteps.RequestDone(turn, id);
        // Sent before that too: it waits for its turn, or the asker settles it.
        if (turn.State.Requests.GetValueOrDefault(id.Value) is { Verdict: Verdict.Sent }) return;
        if (!turn.Live.Requests.TryGetValue(id.Value, out var live)) return;
        if (mayWait && !Queue.Holds(turn, id))
        {
            Mutations.Set(turn, live with { Phase = RequestPhase.Blocked });
            return;
        }

        Mutations.Set(turn, live with { Phase = RequestPhase.Settling });
        turn.Then(new Continuations.TellVerdict(id));
    }
}
