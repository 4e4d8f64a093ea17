using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>The calls of the present incarnation. What comes of another one, or twice, is nothing.</summary>
internal static class Calls
{
    public static PendingCall? Take(Turn turn, Incarnation incarnation, long number)
    {
        if (incarnation != turn.Live.Incarnation || turn.Live.Driver != DriverPhase.Open) return null;
        if (!turn.Live.Calls.TryGetValue(number, out var call)) return null;
        turn.Live = turn.Live with { Calls = turn.Live.Calls.Remove(number) };
        return call;
    }
}
