using System.Globalization;

namespace Understudy.Supervisor.Plant;

/// <summary>Durations as plant files write them: a whole number with <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>.</summary>
public static class PlantDuration
{
    public const string Form = "a whole number with ms, s, m or h, for example 500ms, 2s, 5m or 1h";

    private const int DigitsMax = 12;

    /// <summary>False also for what is too long for any use; negative ones have no form.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        if (digits is 0 or > DigitsMax) return false;
        long unitMs = text[digits..] switch { "ms" => 1, "s" => 1_000, "m" => 60_000, "h" => 3_600_000, _ => 0 };
        if (unitMs == 0) return false;
        var count = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        if (count > TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond / unitMs) return false;
        duration = TimeSpan.FromTicks(count * unitMs * TimeSpan.TicksPerMillisecond);
        return true;
    }

    /// <summary>The shortest form that says the same.</summary>
    public static string Format(TimeSpan duration)
    {
        var ms = duration.Ticks / TimeSpan.TicksPerMillisecond;
        var text = ms switch
        {
            0 => "0ms",
            _ when ms % 3_600_000 == 0 => $"{ms / 3_600_000}h",
            _ when ms % 60_000 == 0 => $"{ms / 60_000}m",
            _ when ms % 1_000 == 0 => $"{ms / 1_000}s",
            _ => $"{ms}ms",
        };
        return text;
    }
}
