namespace Understudy.DriverActors.Links;

/// <summary>
/// The units that gave no answer lately. Such a unit gets one attempt per period, which doubles with each silence. One
/// that answers again is served at once, but for <see cref="ProbationTime"/> each request to it counts as an attempt,
/// and only time without a silence makes its period shorter again, so that one that answers now and then takes no more
/// of the link from the others than one that never does. At most one entry per unit id. Touched under the gate's lock
/// only.
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

    /// <summary>While another unit's change waits no attempt is begun, but not for longer than this: more than a change
    /// is good for.</summary>
    public static readonly TimeSpan GivesWayToChangesMax = TimeSpan.FromSeconds(2);

    /// <summary>For so long after its last silence a unit that answers is not trusted.</summary>
    public static readonly TimeSpan ProbationTime = TimeSpan.FromMinutes(1);

    private readonly Dictionary<byte, Silence> _silenceByUnit = [];

    /// <summary>It is, or was so lately: a request to it is an attempt.</summary>
    public bool IsSilent(byte unit) => _silenceByUnit.ContainsKey(unit);

    /// <summary>It has answered since it was silent, or never was.</summary>
    public bool Answers(byte unit) => !_silenceByUnit.TryGetValue(unit, out var silence) || silence.Answers;

    /// <summary>When the unit may be tried next: 0 is now, <see cref="long.MaxValue"/> when the attempt has ended.
    /// </summary>
    public long MayTryAt(byte unit) => _silenceByUnit.TryGetValue(unit, out var silence)
        ? silence.Answers ? 0 : silence.IsTrying ? long.MaxValue : silence.Until
        : 0;

    /// <summary>It may be tried now, and others may go first.</summary>
    public bool GivesWay(byte unit, long now) =>
        _silenceByUnit.TryGetValue(unit, out var silence) && !silence.Answers
        && now - silence.Until < Ticks(GivesWayMax);

    /// <summary>Until when it gives way to another unit's change; 0: it does not, as it answers.</summary>
    public long GivesWayToChangesUntil(byte unit) =>
        _silenceByUnit.TryGetValue(unit, out var silence) && !silence.Answers
            ? silence.Until + Ticks(GivesWayToChangesMax)
            : 0;

    public void Tried(byte unit)
    {
        if (_silenceByUnit.TryGetValue(unit, out var silence)) _silenceByUnit[unit] = silence with { IsTrying = true };
    }

    /// <param name="took">How long the exchange was under way.</param>
    /// <param name="held">How long of that it kept its place on the link from others.</param>
    /// <param name="kept">How long of that it may have kept the peer from answering others.</param>
    public void Ended(byte unit, ExchangeEnd end, TimeSpan took, TimeSpan held, TimeSpan kept)
    {
        var isKnown = _silenceByUnit.TryGetValue(unit, out var silence);
        switch (end)
        {
            case ExchangeEnd.Answered when isKnown:
                Answered(unit, silence);
                break;
            case ExchangeEnd.Absent:
                // Others may have gone past it, but its gateway was busy with it. Once may be one lost reply.
                var isAgain = isKnown && time.GetElapsedTime(silence.Since) < ProbationTime;
                var pause = Shorter(took * CostFactor, isAgain ? CostlyPeriodMax : PeriodMax);
                _silenceByUnit[unit] = Silent(silence.Period, pause);
                break;
            case ExchangeEnd.Silent when !isKnown:
                _silenceByUnit[unit] = Silent(PeriodMin, PeriodMin);
                break;
            case ExchangeEnd.Silent when silence.IsTrying || silence.Answers:
                var doubled = Shortened(silence, kept) * 2;
                var period = Shorter(doubled > PeriodMin ? doubled : PeriodMin, LongestAfter(held));
                _silenceByUnit[unit] = Silent(period, period);
                break;
            case ExchangeEnd.Cut when isKnown && !silence.Answers:
                _silenceByUnit[unit] = Silent(silence.Period, silence.Period) with { Since = silence.Since };
                break;
            case ExchangeEnd.Unknown or ExchangeEnd.Cut when isKnown:
                _silenceByUnit[unit] = silence with { IsTrying = false };
                break;
        }
    }

    public void Clear() => _silenceByUnit.Clear();

    private void Answered(byte unit, Silence silence)
    {
        if (time.GetElapsedTime(silence.Since) >= ProbationTime) _silenceByUnit.Remove(unit);
        else _silenceByUnit[unit] = silence with { IsTrying = false, Answers = true };
    }

    /// <summary>The period of one that has answered since its last silence: the half for each time without one in which
    /// a silence takes no more than its part of the link.</summary>
    private TimeSpan Shortened(Silence silence, TimeSpan kept)
    {
        var period = silence.Period;
        if (!silence.Answers) return period;
        var fair = isCostly ? CostlyPeriodMax : Shorter(kept * CostFactor, CostlyPeriodMax);
        if (fair < PeriodMin) fair = PeriodMin;
        var left = time.GetElapsedTime(silence.Since);
        for (; left >= fair && period > PeriodMin; left -= fair) period /= 2;
        return left >= fair ? period / 2 : period;
    }

    private TimeSpan LongestAfter(TimeSpan held)
    {
        var fair = held * CostFactor;
        return isCostly || fair > CostlyPeriodMax ? CostlyPeriodMax : fair < PeriodMax ? PeriodMax : fair;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private Silence Silent(TimeSpan period, TimeSpan pause)
    {
        var now = time.GetTimestamp();
        return new Silence(period, now, now + Ticks(pause), IsTrying: false, Answers: false);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    /// <param name="Since">When it, or another in its place, gave no answer last.</param>
    /// <param name="Answers">It has answered since.</param>
    private readonly record struct Silence(TimeSpan Period, long Since, long Until, bool IsTrying, bool Answers);
}
