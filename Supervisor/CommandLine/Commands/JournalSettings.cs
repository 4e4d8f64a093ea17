using System.ComponentModel;
using Spectre.Console.Cli;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>Arguments of <c>understudy journal</c>.</summary>
public sealed class JournalSettings : DeviceSettings
{
    public const int DefaultLimit = 50;

    [CommandOption("-f|--follow")]
    [Description("Go on with what is added, until Ctrl-C")]
    public bool Follow { get; init; }

    [CommandOption("--from <TIME>")]
    [Description("Entries from this time on, for example 2026-03-01T08:00:00Z")]
    public string? From { get; init; }

    [CommandOption("--to <TIME>")]
    [Description("Entries up to this time")]
    public string? To { get; init; }

    [CommandOption("--kind <KIND>")]
    [Description("Only this kind of event, for example driver-failed")]
    public string? Kind { get; init; }

    [CommandOption("--limit <COUNT>")]
    [Description("At most this many entries. Default: 50")]
    public int? Limit { get; init; }
}
