namespace Understudy.Tests.Benchmarks.Measuring;

internal static class Median
{
    public static double Of(IEnumerable<double> values) => Percentile(values, 50);

    /// <summary>The nearest value that is there; the mean of the two in the middle for a median of an even count.
    /// </summary>
    public static double Percentile(IEnumerable<double> values, double percent)
    {
        double[] sorted = [.. values.Order()];
        if (percent == 50 && sorted.Length % 2 == 0)
            return (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        var place = (int)Math.Ceiling(percent / 100 * sorted.Length) - 1;
        return sorted[Math.Clamp(place, 0, sorted.Length - 1)];
    }
}
