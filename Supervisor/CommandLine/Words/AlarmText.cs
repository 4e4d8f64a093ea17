using System.Globalization;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>An alarm in words.</summary>
public static class AlarmText
{
    private const int ListedMax = 5;

    public static string StateOf(ApiAlarm alarm) => alarm switch
    {
        { Shelved: { } shelf } => $"shelved until {Clock(shelf.Until)}",
        { OutOfService: true } => $"out of service ({StateOf(alarm.State)})",
        { SuppressedBy: { } cause } => $"follows from {cause}",
        _ => StateOf(alarm.State),
    };

    public static string StateOf(string state) => state switch
    {
        "Unacknowledged" => "active, unacknowledged",
        "Acknowledged" => "active, acknowledged",
        "ReturnedUnacknowledged" => "over, unacknowledged",
        "LatchedUnacknowledged" => "latched, unacknowledged",
        "LatchedAcknowledged" => "latched, acknowledged",
        _ => state,
    };

    public static string WhatOf(ApiAlarm alarm)
    {
        var words = alarm.Message;
        if (alarm.Count > 1) words += $" ({alarm.Count} times)";
        if (alarm.Quality is { } quality) words += $"; its value is {quality} now";
        if (alarm.Consequences is { Count: > 0 } devices)
            words += $"; concerns {string.Join(", ", devices.Take(ListedMax))}"
                + (devices.Count > ListedMax ? $" and {devices.Count - ListedMax} more" : "");
        return words;
    }

    private static string Clock(DateTimeOffset time) =>
        time.ToLocalTime().ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
}
