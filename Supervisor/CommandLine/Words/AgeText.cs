using System.Globalization;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>Spans of time as people read them: <c>0.4 s</c>, <c>12 s</c>, <c>3 min 5 s</c>.</summary>
public static class AgeText
{
    public static string Of(TimeSpan? age) => age is { } known ? Of(known) : "unknown age";

    public static string Of(TimeSpan age)
    {
        if (age < TimeSpan.Zero) age = TimeSpan.Zero;
        return age switch
        {
            { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0.0} s"),
            { TotalSeconds: < 60 } => $"{(int)age.TotalSeconds} s",
            { TotalHours: < 1 } => Pair(age.Minutes, "min", age.Seconds, "s"),
            { TotalDays: < 1 } => Pair(age.Hours, "h", age.Minutes, "min"),
            _ => Pair(age.Days, "d", age.Hours, "h"),
        };
    }

    /// <summary>How long something took: with milliseconds where they say something.</summary>
    public static string Elapsed(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        { TotalSeconds: < 1 } => $"{(int)time.TotalMilliseconds} ms",
        _ => Of(time),
    };

    private static string Pair(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
