using System.ComponentModel;
using Spectre.Console.Cli;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy alarms shelve ID --for 1h --reason TEXT</c></summary>
public sealed class ShelveCommand(Terminal terminal)
    : AlarmOrderCommand<ShelveCommand.Settings>(terminal, "shelve")
{
    protected override Dictionary<string, string> Texts(Settings settings)
    {
        if (settings.For is null || string.IsNullOrWhiteSpace(settings.Reason))
            throw new CommandFailedException(
                CommandExit.BadInput, "shelve needs --for, for example --for 1h, and --reason.");
        _ = DurationOption.Parse(settings.For, "--for");
        return new() { ["for"] = settings.For, ["reason"] = settings.Reason };
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : AlarmSettings
    {
        [CommandOption("--for <TIME>")]
        [Description("How long, 1m to 24h")]
        public string? For { get; init; }

        [CommandOption("--reason <TEXT>")]
        [Description("Why, for whoever looks for the alarm meanwhile")]
        public string? Reason { get; init; }
    }
}
