using System.Globalization;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>Times as the clock on somebody's wall shows them.</summary>
internal sealed class LocalTime(TimeZoneInfo zone)
{
    /// <summary>With date and offset: <c>2026-03-01 08:00:00.123 +01:00</c>.</summary>
    public string Whole(DateTimeOffset time) =>
        In(time).ToString("yyyy-MM-dd HH:mm:ss.fff zzz", CultureInfo.InvariantCulture);

    /// <summary>Beside one that is told whole: the date only where it is another day.</summary>
    public string Beside(DateTimeOffset time, DateTimeOffset whole) => In(time).ToString(
        In(time).Date == In(whole).Date && In(time).Offset == In(whole).Offset
            ? "HH:mm:ss.fff"
            : "yyyy-MM-dd HH:mm:ss.fff zzz",
        CultureInfo.InvariantCulture);

    private DateTimeOffset In(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone);
}
