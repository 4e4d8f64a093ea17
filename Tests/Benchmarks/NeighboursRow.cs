namespace Understudy.Tests.Benchmarks;

/// <summary>One row of the table of neighbours.</summary>
/// <param name="Trouble">Of the one unit.</param>
/// <param name="PeriodsMs">Between two requests to one of the others, as the device sees it.</param>
/// <param name="ReadsMs">A read of one of the others over the API.</param>
/// <param name="Failures">Of the one unit's driver.</param>
internal sealed record NeighboursRow(
    string Trouble, IReadOnlyList<double> PeriodsMs, IReadOnlyList<double> ReadsMs, int Failures);
