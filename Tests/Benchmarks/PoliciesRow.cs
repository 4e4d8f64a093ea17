using Understudy.Tests.Benchmarks.Measuring;

namespace Understudy.Tests.Benchmarks;

/// <summary>One row of the table of policies, over its rounds.</summary>
internal sealed record PoliciesRow(string Name, int Callers, IReadOnlyList<PoliciesRound> Rounds)
{
    public double Ratio => Median.Of(Ratios);

    public double RatioMin => Ratios.Min();

    public double RatioMax => Ratios.Max();

    public double CpuRatio => Of(round => round.Policies.CpuMicroseconds / round.Plain.CpuMicroseconds);

    public double BytesRatio => Of(round => round.Policies.AllocatedBytes / round.Plain.AllocatedBytes);

    public double PlainP50Us => Of(round => round.Plain.P50Us);

    public double PoliciesP50Us => Of(round => round.Policies.P50Us);

    public double PlainPerSecond => Of(round => round.Plain.PerSecond);

    public double PoliciesPerSecond => Of(round => round.Policies.PerSecond);

    public double PlainBytes => Of(round => round.Plain.AllocatedBytes);

    public double PoliciesBytes => Of(round => round.Policies.AllocatedBytes);

    private IEnumerable<double> Ratios => Rounds.Select(round => round.Policies.PerSecond / round.Plain.PerSecond);

    private double Of(Func<PoliciesRound, double> figure) => Median.Of(Rounds.Select(figure));
}
