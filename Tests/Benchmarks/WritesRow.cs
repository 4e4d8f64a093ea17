using Understudy.Tests.Benchmarks.Measuring;

namespace Understudy.Tests.Benchmarks;

/// <summary>One row of the table of writes, over its rounds.</summary>
internal sealed record WritesRow(string Name, IReadOnlyList<Slice> Rounds)
{
    public double P50Us => Median.Of(Rounds.Select(slice => slice.P50Us));

    public double P99Us => Median.Of(Rounds.Select(slice => slice.P99Us));

    public double PerSecond => Median.Of(Rounds.Select(slice => slice.PerSecond));

    public double CpuUs => Median.Of(Rounds.Select(slice => slice.CpuMicroseconds));
}
