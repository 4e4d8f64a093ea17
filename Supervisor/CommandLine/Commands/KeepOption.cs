using System.Globalization;
using Understudy.ShadowActors.Journal.Retention;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>How long and how much of the journal is kept, as the command line has it.</summary>
public static class KeepOption
{
    private const int DaysMax = 36_500;

    private static readonly (string Unit, long Bytes)[] Units =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40)];

    /// <exception cref="CommandFailedException">It is no time, or less than an hour.</exception>
    public static TimeSpan? Time(string? text, string option)
    {
        if (text is null) return null;
        if (!TryTime(text, out var time))
            throw new CommandFailedException(
                CommandExit.BadInput, $"{option} '{text}' is no time: days as 90d are expected, or hours as 12h.");
        return time >= RetentionOptions.AgeMin
            ? time
            : throw new CommandFailedException(
                CommandExit.BadInput, $"{option} '{text}' is too short: events of the last hour always stay.");
    }

    /// <exception cref="CommandFailedException">It is no size, or too small.</exception>
    public static long? Bytes(string? text, string option)
    {
        if (text is null) return null;
        var (unit, factor) = Units.FirstOrDefault(each => text.EndsWith(each.Unit, StringComparison.Ordinal));
        if (unit is null || !long.TryParse(
                text[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > long.MaxValue / factor)
            throw new CommandFailedException(
                CommandExit.BadInput,
                $"{option} '{text}' is no size: a whole number with KiB, MiB, GiB or TiB is expected.");
        return count * factor >= RetentionOptions.KeepBytesMin
            ? count * factor
            : throw new CommandFailedException(
                CommandExit.BadInput, $"{option} '{text}' is too small: 16MiB is the least.");
    }

    private static bool TryTime(string text, out TimeSpan time)
    {
        if (!text.EndsWith('d')) return PlantDuration.TryParse(text, out time);
        var isDays = int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days <= DaysMax;
        time = isDays ? TimeSpan.FromDays(days) : default;
        return isDays;
    }
}
