namespace Understudy.DriverActors.Links;

/// <summary>
/// The units that gave no answer lately. Such a unit gets one attempt per period, which doubles with each silent
/// attempt, so that it takes a bounded share of the link from the others. At most one entry per unit id. Touched under
/// the gate's lock only.
/// </summary>
/// <param name="isCostly">Each silence costs all units the connection.</param>
internal sealed class SilentUnits(TimeProvider time, bool isCostly)
{
    public static readonly TimeSpan PeriodMin = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest period where an attempt takes little of the link's time.</summary>
    public static readonly TimeSpan PeriodMax = TimeSpan.FromSeconds(5);

    /// <summary>The longest period of all.</summary>
    public static readonly TimeSpan CostlyPeriodMax = TimeSpan.FromSeconds(30);

    /// <summary>In the end the period is so many times what an attempt keeps from the others, between the two bounds.
    /// </summary>
    public const int CostFactor = 20;

    /// <summary>An attempt lets other units' requests go first, but not for longer than this.</summary>
    public static readonly TimeSpan GivesWayMax = TimeSpan.FromSeconds(1);

    private readonly Dictionary<byte, Silence> _silenceByUnit = [];

    public bool IsSilent(byte unit) => _silenceByUnit.ContainsKey(unit);

    /// <summary>When the unit may be tried next: 0 is now, <see cref="long.MaxValue"/> when the attempt has ended.
    /// </summary>
    public long MayTryAt(byte unit) => _silenceByUnit.TryGetValue(unit, out var silence)
        ? silence.IsTrying ? long.MaxValue : silence.Until
        : 0;

    /// <summary>It may be tried now, and others may go first.</summary>
    public bool GivesWay(byte unit, long now) =>
        _silenceByUnit.TryGetValue(unit, out var silence) && now - silence.Until < Ticks(GivesWayMax);

    public void Tried(byte unit)
    {
        if (_silenceByUnit.TryGetValue(unit, out var silence)) _silenceByUnit[unit] = silence with { IsTrying = true };
    }

    /// <param name="held">How long the exchange kept its place on the link from others.</param>
    public void Ended(byte unit, ExchangeEnd end, TimeSpan held)
    {
        var isKnown = _silenceByUnit.TryGetValue(unit, out var silence);
        switch (end)
        {
            case ExchangeEnd.Answered when isKnown:
                _silenceByUnit.Remove(unit);
                break;
            case ExchangeEnd.Absent:
                _silenceByUnit[unit] = Until(Shorter(held * CostFactor, PeriodMax));
                break;
            case ExchangeEnd.Silent when !isKnown:
                _silenceByUnit[unit] = Until(PeriodMin);
                break;
            case ExchangeEnd.Silent when silence.IsTrying:
                var doubled = silence.Period * 2;
                _silenceByUnit[unit] = Until(Shorter(
                    doubled > PeriodMin ? doubled : PeriodMin, LongestAfter(held)));
                break;
            case ExchangeEnd.Unknown when isKnown:
                _silenceByUnit[unit] = silence with { IsTrying = false };
                break;
        }
    }

    public void Clear() => _silenceByUnit.Clear();

    private TimeSpan LongestAfter(TimeSpan held)
    {
        var fair = held * CostFactor;
        return isCostly || fair > CostlyPeriodMax ? CostlyPeriodMax : fair < PeriodMax ? PeriodMax : fair;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private Silence Until(TimeSpan period) => new(period, time.GetTimestamp() + Ticks(period), false);

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private readonly record struct Silence(TimeSpan Period, long Until, bool IsTrying);
}
