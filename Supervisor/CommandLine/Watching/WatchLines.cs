using System.Globalization;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Watching;

/// <summary>One line for each event: in words, or the JSON as it came.</summary>
public sealed class WatchLines(Terminal terminal, TimeProvider clock, bool asJson) : IWatchView
{
    public void Show(string name, string json, ApiEvent told)
    {
        if (asJson) terminal.Raw(json);
        else if (InWords(name, told) is { } words) terminal.Raw($"{Now()} {words}");
    }

    public void Lost(string reason) => terminal.Error(reason);

    public Task DrawAsync(CancellationToken cancellation) => Task.CompletedTask;

    private static string? InWords(string name, ApiEvent told) => name switch
    {
        "point" => PointInWords(told.Device, told.Reading()) + SkippedInWords(told),
        "mode" when told.Mode is null => $"{told.Device} is not known: {told.Cause}" + SkippedInWords(told),
        "mode" => ModeInWords(told) + SkippedInWords(told),
        "alarm" when told.Alarm is { } alarm =>
            $"alarm {alarm.Id} {told.What?.ToLowerInvariant()}, {alarm.Severity.ToLowerInvariant()}: {alarm.Message}"
            + SkippedInWords(told),
        "removed" when told.Points is { } points => $"{told.Device} {string.Join(' ', points)}: {told.Cause}",
        "removed" => $"{told.Device}: {told.Cause}",
        _ => null,
    };

    private static string ModeInWords(ApiEvent told)
    {
        var driver = told.Incarnation is { } incarnation ? $", driver #{incarnation}" : "";
        return $"{told.Device} is {told.Mode}{driver}{(told.Cause is null ? "" : $": {told.Cause}")}";
    }

    private static string PointInWords(string device, ApiReading reading)
    {
        var age = reading.Age is { } known ? $", {AgeText.Of(known)} old" : "";
        return $"{device} {reading.Point} = {reading.ValueInWords}, {reading.QualityInWords}{age}, "
            + ServedByText.Of(reading.ServedBy);
    }

    private static string SkippedInWords(ApiEvent told) =>
        told.Skipped == 0 ? "" : $" ({told.Skipped} before it not told)";

    private string Now() =>
        clock.GetUtcNow().ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
