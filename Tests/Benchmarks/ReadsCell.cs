using Understudy.Tests.Benchmarks.Measuring;

namespace Understudy.Tests.Benchmarks;

/// <summary>One row of the table of reads, over its rounds.</summary>
internal sealed record ReadsCell(
    string Points, int InFlight, double DelayMs, int Callers, IReadOnlyList<ReadsRound> Rounds)
{
    public double BarePerSecond => Median.Of(Rounds.Select(round => round.Bare.PerSecond));

    public double ShadowPerSecond => Median.Of(Rounds.Select(round => round.Shadow.PerSecond));

    public double Ratio => Median.Of(Ratios);

    public double RatioMin => Ratios.Min();

    public double RatioMax => Ratios.Max();

    /// <summary>Of the typical call; less touched by what else the machine does.</summary>
    public double P50Ratio => Median.Of(Rounds.Select(round => round.Bare.P50Us / round.Shadow.P50Us));

    public double BareP50Us => Median.Of(Rounds.Select(round => round.Bare.P50Us));

    public double BareP99Us => Median.Of(Rounds.Select(round => round.Bare.P99Us));

    public double ShadowP50Us => Median.Of(Rounds.Select(round => round.Shadow.P50Us));

    public double ShadowP99Us => Median.Of(Rounds.Select(round => round.Shadow.P99Us));

    public double BareCpuUs => Median.Of(Rounds.Select(round => round.Bare.CpuMicroseconds));

    public double ShadowCpuUs => Median.Of(Rounds.Select(round => round.Shadow.CpuMicroseconds));

    public double BareBytes => Median.Of(Rounds.Select(round => round.Bare.AllocatedBytes));

    public double ShadowBytes => Median.Of(Rounds.Select(round => round.Shadow.AllocatedBytes));

    private IEnumerable<double> Ratios => Rounds.Select(round => round.Shadow.PerSecond / round.Bare.PerSecond);
}
