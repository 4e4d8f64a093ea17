using System.Text.Json.Serialization;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>An event of the API's stream: of a point, of a device's mode, or that something is declared no more. What
/// an event does not have is null.</summary>
/// <param name="Age">When it was told, in seconds; null where it can't be proven.</param>
/// <param name="Points">The points that are gone; null: the whole device.</param>
/// <param name="Alarm">Of an event of an alarm, of which the device may be missing.</param>
/// <param name="What">What happened to the alarm.</param>
/// <param name="Skipped">Changes before it that were not told.</param>
public sealed record ApiEvent(
    string Device,
    string? Point = null,
    PointValue? Value = null,
    string? Unit = null,
    string? Quality = null,
    string? Status = null,
    [property: JsonConverter(typeof(AgeConverter))] TimeSpan? Age = null,
    DateTimeOffset? SourceTime = null,
    string? ServedBy = null,
    string? Mode = null,
    long? Incarnation = null,
    string? Cause = null,
    IReadOnlyList<string>? Points = null,
    ApiAlarm? Alarm = null,
    string? What = null,
    int Skipped = 0)
{
    /// <summary>Of an event of a point.</summary>
    public ApiReading Reading() => new(
        Point ?? "", Value, Unit ?? "1", Quality ?? "Bad", Status, Age, SourceTime, ServedBy ?? "");
}
