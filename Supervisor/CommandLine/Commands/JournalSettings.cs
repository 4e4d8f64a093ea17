using System.ComponentModel;
using Spectre.Console.Cli;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>Arguments of <c>understudy journal</c>.</summary>
public sealed class JournalSettings : JournalAccessSettings
{
    public const int DefaultLimit = 50;

    [CommandOption("-f|--follow")]
    [Description("Go on with what is added, until Ctrl-C")]
    public bool Follow { get; init; }

    [CommandOption("--from <TIME>")]
    [Description("Entries from this time on, for example 2026-03-01T08:00:00Z, or -10m for ten minutes ago")]
    public string? From { get; init; }

    [CommandOption("--to <TIME>")]
    [Description("Entries up to this time")]
    public string? To { get; init; }

    [CommandOption("--at <TIME>")]
    [Description("Not entries, but what was on record at this time: mode, settings, readings, requests")]
    public string? At { get; init; }

    [CommandOption("--diff <TIME>")]
    [Description("What is different at --at (default: now) from what was on record at this time")]
    public string? Diff { get; init; }

    [CommandOption("--kind <KIND>")]
    [Description("Only this kind of event, for example driver-failed")]
    public string? Kind { get; init; }

    [CommandOption("--limit <COUNT>")]
    [Description("At most this many entries. Default: 50")]
    public int? Limit { get; init; }
}
