namespace Understudy.DriverActors.Links;

/// <summary>
/// The units that gave no answer lately. Such a unit gets one attempt per period, which doubles with each silent
/// attempt, so that it takes a bounded share of the link from the others. At most one entry per unit id. Touched under
/// the gate's lock only.
/// </summary>
/// <param name="periodMax">The longest period.</param>
internal sealed class SilentUnits(TimeProvider time, TimeSpan periodMax)
{
    public static readonly TimeSpan PeriodMin = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan PeriodMax = TimeSpan.FromSeconds(5);

    /// <summary>The longest period where each silence costs all units the connection.</summary>
    public static readonly TimeSpan CostlyPeriodMax = TimeSpan.FromSeconds(30);

    private readonly Dictionary<byte, Silence> _silenceByUnit = [];

    /// <summary>When the unit may be tried next: 0 is now, <see cref="long.MaxValue"/> when the attempt has ended.
    /// </summary>
    public long MayTryAt(byte unit) => _silenceByUnit.TryGetValue(unit, out var silence)
        ? silence.IsTrying ? long.MaxValue : silence.Until
        : 0;

    public void Tried(byte unit)
    {
        if (_silenceByUnit.TryGetValue(unit, out var silence)) _silenceByUnit[unit] = silence with { IsTrying = true };
    }

    public void Ended(byte unit, ExchangeEnd end)
    {
        var isKnown = _silenceByUnit.TryGetValue(unit, out var silence);
        switch (end)
        {
            case ExchangeEnd.Answered when isKnown:
                _silenceByUnit.Remove(unit);
                break;
            case ExchangeEnd.Silent when !isKnown:
                _silenceByUnit[unit] = Until(PeriodMin);
                break;
            case ExchangeEnd.Silent when silence.IsTrying:
                _silenceByUnit[unit] = Until(silence.Period * 2 < periodMax ? silence.Period * 2 : periodMax);
                break;
            case ExchangeEnd.Unknown when isKnown:
                _silenceByUnit[unit] = silence with { IsTrying = false };
                break;
        }
    }

    public void Clear() => _silenceByUnit.Clear();

    private Silence Until(TimeSpan period) =>
        new(period, time.GetTimestamp() + (long)(period.TotalSeconds * time.TimestampFrequency), false);

    private readonly record struct Silence(TimeSpan Period, long Until, bool IsTrying);
}
