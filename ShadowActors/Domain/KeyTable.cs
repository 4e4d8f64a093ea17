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

    /// <summary>What another start of a machine recorded is at least as old as this copy.</summary>
    private static TimeSpan ProvenAge(Turn turn, RequestRecord record) => turn.Now.Uptime
        - (record.Boot == turn.Own.Boot ? TimeSpan.FromMilliseconds(record.UptimeMs) : turn.Live.Started);

    private static ImmutableArray<RequestId> Expired(Turn turn) =>
    [
        .. turn.State.Requests.Values
            .Where(record => record is { Keyed: true, IsOpen: false, IsQuarantined: false }
                && ProvenAge(turn, record) > ShadowLimits.KeyWindow
                && !turn.Live.Requests.ContainsKey(record.Request.Value))
            .Select(record => record.Request),
    ];
}
