namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>A device as the list of devices tells it.</summary>
/// <param name="Mode">Passive, Active or Faulted; null where its gateway gave no answer.</param>
public sealed record ApiDevice(
    string Id,
    string? Profile,
    string? Mode,
    string? Stage,
    DateTimeOffset? Since,
    string? Reason,
    long? Incarnation,
    long? Recoveries,
    bool? JournalUp)
{
    public string JournalInWords => JournalUp switch { true => "up", false => "down", null => "" };

    public string ModeInWords => Mode is null ? "no answer" : Stage is null ? Mode : $"{Mode} ({Stage})";
}
