using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Simulation;

/// <summary>
/// A slow, steady movement of a measurement: a sine within the point's range (0 to 100 where it has none), a square
/// wave for a bit; what is overlaid counts, one every ten seconds, and begins anew at the end of its range (0 to 100,000
/// where it has none). A pure function of time, so that it goes on where it was after a restart.
/// </summary>
internal sealed class Waveform
{
    private const double PeriodSecondsMin = 60;
    private const int PeriodSecondsSpan = 180;
    private const double CountSeconds = 10;
    private const double AmplitudeShare = 0.9;
    private static readonly ValueRange DefaultRange = new(0, 100);
    private static readonly ValueRange DefaultCountRange = new(0, 100_000);

    private readonly PointType _type;
    private readonly bool _isInteger;
    private readonly bool _counts;
    private readonly double _low;
    private readonly double _span;
    private readonly double _middle;
    private readonly double _amplitude;
    private readonly double _periodSeconds;

    public Waveform(DeviceId device, PointSpec point)
    {
        _type = point.Type;
        _isInteger = !point.IsReal;
        var (held, range) = (
            ValueForm.Of(point).Holds, point.Range ?? (point.Overlay is null ? DefaultRange : DefaultCountRange));
        var (low, high) = (held.Nearest(range.Min), held.Nearest(range.Max));
        _counts = point.Overlay is not null;
        (_low, _span) = (Math.Ceiling(low), Math.Max(1, Math.Floor(high - Math.Ceiling(low))));
        _middle = (low / 2) + (high / 2);
        _amplitude = AmplitudeShare * Math.Max(0, (high / 2) - (low / 2));
        _periodSeconds = PeriodSecondsMin + (Hash($"{device}/{point.Id}") % PeriodSecondsSpan);
    }

    public PointValue At(DateTimeOffset time)
    {
        var turns = time.ToUnixTimeMilliseconds() / 1000.0 / _periodSeconds;
        var sine = Math.Sin(2 * Math.PI * (turns - Math.Floor(turns)));
        if (_type == PointType.Bool) return PointValue.Of(sine >= 0);
        var value = _counts
            ? _low + (Math.Floor(time.ToUnixTimeMilliseconds() / 1000.0 / CountSeconds) % _span)
            : _middle + (_amplitude * sine);
        return _isInteger ? PointValue.Of((long)Math.Round(value)) : PointValue.Of(value);
    }

    // FNV-1a: the same in every process, unlike string.GetHashCode.
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text) hash = unchecked((hash ^ character) * 16777619);
        return hash;
    }
}
