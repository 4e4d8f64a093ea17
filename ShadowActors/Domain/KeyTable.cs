using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Clients' keys: for a known window a key means one request. A full table makes room only from keys whose age is
/// proven to be past the window; otherwise it is busy.
/// </summary>
internal static class KeyTable
{
    /// <summary>True: there is room for one more key.</summary>
    public static bool HasRoom(Turn turn)
    {
        if (Count(turn.State) < ShadowLimits.KeysMax) return true;
        var expired = Expired(turn);
        if (expired.IsEmpty) return false;
        turn.Record("key window", stamp => new ShadowEvents.KeysForgotten(stamp, expired));
        return true;
    }

    private static int Count(ShadowState state) => state.Requests.Count - state.Unkeyed;

    /// <summary>The key window of what was recorded then is over. What another start of a machine recorded is at least
    /// as old as this copy.</summary>
    public static bool IsOver(Turn turn, string boot, long uptimeMs) => turn.Now.Uptime
        - (boot == turn.Own.Boot ? TimeSpan.FromMilliseconds(uptimeMs) : turn.Live.Started) > ShadowLimits.KeyWindow;

    private static ImmutableArray<RequestId> Expired(Turn turn) =>
    [
        .. turn.State.Requests.Values
            .Where(record => record is { Keyed: true, IsOpen: false, IsQuarantined: false }
                && IsOver(turn, record.Boot, record.UptimeMs)
                && !turn.Live.Requests.ContainsKey(record.Request.Value))
            .Select(record => record.Request),
    ];
}
