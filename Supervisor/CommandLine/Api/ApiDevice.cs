namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>A device as the list of devices tells it.</summary>
/// <param name="Mode">Passive, Active or Faulted; null while its shadow gave no answer.</param>
public sealed record ApiDevice(
    string Device,
    string? Profile,
    string? Mode,
    string? Stage,
    DateTimeOffset? Since,
    string? Reason,
    long Incarnation,
    long Recoveries,
    bool JournalUp)
{
    public string ModeInWords => Mode is null ? "no answer" : Stage is null ? Mode : $"{Mode} ({Stage})";
}
