using System.ComponentModel;
using Spectre.Console.Cli;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>Arguments of an order on one alarm.</summary>
public class AlarmSettings : NodeSettings
{
    [CommandArgument(0, "<ID>")]
    [Description("The alarm, as 'understudy alarms' lists it")]
    public required string Id { get; init; }

    [CommandOption("--comment <TEXT>")]
    [Description("A word for the journal")]
    public string? Comment { get; init; }
}
