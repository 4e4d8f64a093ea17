namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>An alarm as the API tells it.</summary>
public sealed record ApiAlarm(
    string Id,
    string Severity,
    string State,
    string Message,
    DateTimeOffset RaisedAt,
    long Count = 0,
    string? Area = null,
    string? Guidance = null,
    string? AcknowledgedBy = null,
    string? SuppressedBy = null,
    string? Quality = null,
    bool OutOfService = false,
    ApiShelf? Shelved = null,
    IReadOnlyList<string>? Consequences = null);
