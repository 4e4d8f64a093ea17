namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>A device as the list of devices tells it.</summary>
/// <param name="Mode">Passive, Active or Faulted; null where its gateway gave no answer.</param>
/// <param name="Administrative">Null: not known.</param>
public sealed record ApiDevice(
    string Id,
    string? Profile,
    string? Mode,
    string? Stage,
    DateTimeOffset? Since,
    string? Reason,
    long? Incarnation,
    long? Recoveries,
    bool? JournalUp,
    ApiDevice.DecidedState? Administrative = null,
    ApiDevice.HeldLock? Lock = null)
{
    /// <summary>People took it out of service.</summary>
    public bool IsOutOfService => Administrative is { State: not "Enabled" };

    public string JournalInWords => JournalUp switch { true => "up", false => "down", null => "" };

    public string ModeInWords => Mode is null ? "no answer"
        : IsOutOfService ? Administrative!.Overdue ? $"{Administrative.State} (overdue)" : Administrative.State
        : Stage is null ? Mode : $"{Mode} ({Stage})";

    /// <summary>What people decided about it.</summary>
    public sealed record DecidedState(
        string State, string? Owner, string? Reason, DateTimeOffset? Since, DateTimeOffset? Until, bool Overdue);

    /// <summary>Who alone may change it, and until when.</summary>
    public sealed record HeldLock(string Owner, DateTimeOffset Since, DateTimeOffset Until);
}
