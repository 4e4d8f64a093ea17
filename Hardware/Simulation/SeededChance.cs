namespace Understudy.Hardware.Simulation;

/// <summary>Chance that a seed decides, the same in every process.</summary>
public static class SeededChance
{
    private const double Steps = 1L << 53;

    /// <summary>A number from 0 to below 1 for these numbers, evenly spread over them.</summary>
    public static double Of(params ReadOnlySpan<long> numbers)
    {
        ulong mixed = 0;
        foreach (var number in numbers) mixed = Mixed(mixed ^ unchecked((ulong)number));
        return (mixed >> 11) / Steps;
    }

    // SplitMix64.
    private static ulong Mixed(ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
            return state ^ (state >> 31);
        }
    }
}
