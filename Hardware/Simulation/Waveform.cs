using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Simulation;

/// <summary>
/// A slow, steady movement of a measurement: a sine within the point's range (0 to 100 where it has none), a square
/// wave for a bit, one name after the other for an enumeration, the point's own name for a text. A totaliser counts
/// one every ten seconds, and begins anew at the end of its range (0 to 100,000 where it has none). A pure function of
/// time, so that it goes on where it was after a restart.
/// </summary>
internal abstract class Waveform(string seed)
{
    private const double PeriodSecondsMin = 60;
    private const int PeriodSecondsSpan = 180;

    private readonly double _periodSeconds = PeriodSecondsMin + (Hash(seed) % PeriodSecondsSpan);

    public static Waveform Of(PointSpec point, string seed) => point.Overlay is null
        ? Of(ValueForm.Of(point), seed)
        : new Count(ValueForm.Of(point), seed);

    /// <param name="seed">Points with different ones move differently.</param>
    public static Waveform Of(in ValueForm form, string seed) => form.Kind switch
    {
        ValueKind.Boolean => new Square(seed),
        ValueKind.Structure => new Together(form, seed),
        ValueKind.Text when form.Names is { } names => new Steps(names, seed),
        ValueKind.Text => new Still(form, seed),
        _ => new Sine(form, seed),
    };

    public PointValue At(DateTimeOffset time)
    {
        var turns = time.ToUnixTimeMilliseconds() / 1000.0 / _periodSeconds;
        return At(time, turns - Math.Floor(turns));
    }

    /// <param name="part">How much of the period has passed, from 0 to below 1.</param>
    protected abstract PointValue At(DateTimeOffset time, double part);

    // FNV-1a: the same in every process, unlike string.GetHashCode.
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text) hash = unchecked((hash ^ character) * 16777619);
        return hash;
    }

    private sealed class Square(string seed) : Waveform(seed)
    {
        protected override PointValue At(DateTimeOffset time, double part) => PointValue.Of(part < 0.5);
    }

    private sealed class Steps(ValueNames names, string seed) : Waveform(seed)
    {
        protected override PointValue At(DateTimeOffset time, double part) =>
            PointValue.Of(names.All[(int)(part * names.All.Length)].Name);
    }

    private sealed class Still(ValueForm form, string seed) : Waveform(seed)
    {
        private readonly PointValue _text = PointValue.Of(
            seed[(seed.LastIndexOf('/') + 1)..] is var name && name.Length > form.Length ? name[..form.Length] : name);

        protected override PointValue At(DateTimeOffset time, double part) => _text;
    }

    private sealed class Together(ValueForm form, string seed) : Waveform(seed)
    {
        private readonly KeyValuePair<string, Waveform>[] _fields =
        [
            .. form.Fields.Select(field =>
                KeyValuePair.Create(field.Name, Of(ValueForm.Of(field), $"{seed}/{field.Name}"))),
        ];

        protected override PointValue At(DateTimeOffset time, double part) => PointValue.Of(new StructureValue(
            [.. _fields.Select(field => KeyValuePair.Create(field.Key, field.Value.At(time)))]));
    }

    private sealed class Count : Waveform
    {
        private const double CountSeconds = 10;
        private static readonly ValueRange DefaultRange = new(0, 100_000);

        private readonly bool _isInteger;
        private readonly double _low;
        private readonly double _span;

        public Count(in ValueForm form, string seed)
            : base(seed)
        {
            _isInteger = form.Kind == ValueKind.Integer;
            var (held, range) = (form.Holds, form.Range ?? DefaultRange);
            _low = Math.Ceiling(held.Nearest(range.Min));
            _span = Math.Max(1, Math.Floor(held.Nearest(range.Max) - _low));
        }

        protected override PointValue At(DateTimeOffset time, double part)
        {
            var value = _low + (Math.Floor(time.ToUnixTimeMilliseconds() / 1000.0 / CountSeconds) % _span);
            return _isInteger ? PointValue.Of((long)value) : PointValue.Of(value);
        }
    }

    private sealed class Sine : Waveform
    {
        private const double AmplitudeShare = 0.9;
        private static readonly ValueRange DefaultRange = new(0, 100);

        private readonly bool _isInteger;
        private readonly double _middle;
        private readonly double _amplitude;

        public Sine(in ValueForm form, string seed)
            : base(seed)
        {
            _isInteger = form.Kind == ValueKind.Integer;
            var (held, range) = (form.Holds, form.Range ?? DefaultRange);
            var (low, high) = (held.Nearest(range.Min), held.Nearest(range.Max));
            _middle = (low / 2) + (high / 2);
            _amplitude = AmplitudeShare * Math.Max(0, (high / 2) - (low / 2));
        }

        protected override PointValue At(DateTimeOffset time, double part)
        {
            var value = _middle + (_amplitude * Math.Sin(2 * Math.PI * part));
            return _isInteger ? PointValue.Of((long)Math.Round(value)) : PointValue.Of(value);
        }
    }
}
