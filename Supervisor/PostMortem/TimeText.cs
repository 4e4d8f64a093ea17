using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.PostMortem;

/// <summary>A moment as people type it: ISO 8601 with its offset, the same without as local time, or <c>-10m</c> for
/// ten minutes ago.</summary>
public static class TimeText
{
    public const string Form =
        "2026-03-01T08:00:00+01:00, 2026-03-01T08:00 (local time) or -10m (ten minutes ago)";

    // Clocks of two machines differ a little; nothing is on record of the future.
    private static readonly TimeSpan FutureMax = TimeSpan.FromMinutes(1);

    private static readonly string[] Forms =
    [
        .. new[] { "", "'T'HH:mm", "'T'HH:mm:ss", "'T'HH:mm:ss.FFFFFFF", "' 'HH:mm", "' 'HH:mm:ss" }
            .Select(time => $"yyyy-MM-dd{time}"),
    ];

    private static readonly string[] FormsWithOffset = [.. Forms.Skip(1).Select(form => $"{form}zzz")];
    private static readonly string[] FormsInUtc = [.. Forms.Skip(1).Select(form => $"{form}'Z'")];

    /// <param name="mayBeFuture">Else a time that has not come is none.</param>
    /// <param name="problem">Why it is none, as the end of a sentence that begins with the text.</param>
    public static bool TryParse(
        string text,
        DateTimeOffset now,
        TimeZoneInfo zone,
        bool mayBeFuture,
        out DateTimeOffset time,
        [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (!TryRelative(text, now, out time) && !TryAbsolute(text, out time))
            problem = TryLocal(text, zone, out time) ?? (time == default ? $"is no time: {Form} is expected" : null);
        if (problem is null && !mayBeFuture && time > now + FutureMax)
            problem = "is in the future: a journal tells of what was";
        return problem is null;
    }

    private static bool TryRelative(string text, DateTimeOffset now, out DateTimeOffset time)
    {
        time = default;
        if (!text.StartsWith('-') || !PlantDuration.TryParse(text[1..], out var ago)
            || ago > now - DateTimeOffset.UnixEpoch) return false;
        time = now - ago;
        return true;
    }

    private static bool TryAbsolute(string text, out DateTimeOffset time)
    {
        var culture = CultureInfo.InvariantCulture;
        return DateTimeOffset.TryParseExact(text, FormsWithOffset, culture, DateTimeStyles.None, out time)
            || DateTimeOffset.TryParseExact(text, FormsInUtc, culture, DateTimeStyles.AssumeUniversal, out time);
    }

    /// <summary>Null: it is one, or is of no form at all.</summary>
    private static string? TryLocal(string text, TimeZoneInfo zone, out DateTimeOffset time)
    {
        time = default;
        if (!DateTime.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        if (zone.IsInvalidTime(local)) return $"was skipped by the clocks of {zone.Id}: give it with its offset";
        if (zone.IsAmbiguousTime(local)) return $"was there twice in {zone.Id}: give it with its offset";
        var offset = zone.GetUtcOffset(local);
        // Days at either end of the calendar are none in some zones.
        var ticks = local.Ticks - offset.Ticks;
        if (ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks)
            time = new DateTimeOffset(local, offset);
        return null;
    }
}
