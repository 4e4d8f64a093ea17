using Understudy.Tests.Benchmarks.Measuring;

namespace Understudy.Tests.Benchmarks;

/// <summary>One row of the table of recoveries.</summary>
/// <param name="Loses">The device had lost its settings, and each was written again.</param>
/// <param name="BareMs">The device's own time, measured just before each failure.</param>
internal sealed record RecoveryRow(
    int Settings, double DelayMs, bool Loses, IReadOnlyList<double> TimesMs, IReadOnlyList<double> BareMs)
{
    public double P50Ms => Median.Of(TimesMs);

    public double P90Ms => Median.Percentile(TimesMs, 90);

    public double MaxMs => TimesMs.Max();

    public double BareP50Ms => Median.Of(BareMs);

    public double RestMs => Median.Of(TimesMs.Zip(BareMs, (time, bare) => time - bare));
}
