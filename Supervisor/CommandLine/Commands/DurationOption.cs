using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>Durations on the command line are written as in plant files.</summary>
public static class DurationOption
{
    public static TimeSpan? Parse(string? text, string option) => text switch
    {
        null => null,
        _ when PlantDuration.TryParse(text, out var duration) => duration,
        _ => throw new CommandFailedException(
            CommandExit.BadInput, $"{option} '{text}' is no duration: {PlantDuration.Form} is expected."),
    };
}
