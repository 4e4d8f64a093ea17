using Understudy.Tests.Benchmarks.Measuring;

namespace Understudy.Tests.Benchmarks;

/// <summary>One row of the table of scans.</summary>
/// <param name="SlowMs">Between two scans of a device with points at 1 Hz.</param>
/// <param name="FastMs">Between two scans of the device with points at 50 Hz.</param>
/// <param name="Bytes">Of the events.</param>
internal sealed record ScansRow(
    string Recorded,
    double Seconds,
    IReadOnlyList<double> SlowMs,
    IReadOnlyList<double> FastMs,
    double ProcessorSeconds,
    long WorkingSetBytes,
    long Rows,
    long Bytes)
{
    private const double SecondsPerDay = 86_400;

    public double SlowP50Ms => Median.Of(SlowMs);

    public double SlowP99Ms => Median.Percentile(SlowMs, 99);

    public double FastP50Ms => Median.Of(FastMs);

    public double FastP99Ms => Median.Percentile(FastMs, 99);

    public double ProcessorPercent => 100 * ProcessorSeconds / Seconds;

    public double WorkingSetMegabytes => WorkingSetBytes / 1e6;

    public double RowsPerSecond => Rows / Seconds;

    public double KilobytesPerSecond => Bytes / Seconds / 1e3;

    public double DayRowsMillions => RowsPerSecond * SecondsPerDay / 1e6;

    public double DayGigabytes => KilobytesPerSecond * SecondsPerDay / 1e6;
}
