namespace Understudy.DriverActors.Links;

/// <summary>
/// What the units with a share of their own have under way, and when they may be sent to again. Calls for one request:
/// <see cref="Begun"/>, <see cref="Sent"/>, <see cref="Ended"/>. At most one entry per unit id. Touched under the
/// gate's lock only; the time is a timestamp that the caller reads.
/// </summary>
internal sealed class UnitShares
{
    private readonly Dictionary<byte, Load> _loadByUnit = [];

    /// <summary>When the unit may be sent to next: in the past is now, <see cref="long.MaxValue"/> when something under
    /// way has moved on.</summary>
    public long MaySendAt(byte unit, UnitShare share) =>
        share.IsWhole || !_loadByUnit.TryGetValue(unit, out var load) ? 0
        : load.InFlight >= share.RequestsInFlightMax || load.IsSending ? long.MaxValue
        : load.NextSendAt;

    public void Begun(byte unit, UnitShare share)
    {
        if (share.IsWhole) return;
        var load = _loadByUnit.GetValueOrDefault(unit);
        // The pace counts from the send itself, and that is still to come.
        _loadByUnit[unit] = load with { InFlight = load.InFlight + 1, IsSending = share.PaceTicks > 0 };
    }

    /// <param name="at">When; null: it was refused, and nothing was sent.</param>
    public void Sent(byte unit, UnitShare share, long? at)
    {
        if (share.PaceTicks == 0) return;
        var load = _loadByUnit.GetValueOrDefault(unit);
        _loadByUnit[unit] = load with { NextSendAt = at + share.PaceTicks ?? load.NextSendAt, IsSending = false };
    }

    public void Ended(byte unit, UnitShare share)
    {
        if (share.IsWhole) return;
        var load = _loadByUnit.GetValueOrDefault(unit);
        _loadByUnit[unit] = load with { InFlight = Math.Max(0, load.InFlight - 1) };
    }

    private readonly record struct Load(int InFlight, long NextSendAt, bool IsSending);
}
