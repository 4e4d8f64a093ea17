using System.ComponentModel;
using Spectre.Console.Cli;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>Arguments of <c>understudy read</c>.</summary>
public sealed class ReadSettings : DeviceSettings
{
    public const int PointsMax = 100;

    [CommandArgument(1, "<POINT>")]
    [Description("One or more points")]
    public string[] Points { get; init; } = [];

    [CommandOption("--max-age <TIME>")]
    [Description("A value this young needs no reading from the device, for example 500ms")]
    public string? MaxAge { get; init; }

    [CommandOption("--require-good")]
    [Description("Refuse anything that is not Good")]
    public bool RequireGood { get; init; }

    [CommandOption("--timeout <TIME>")]
    [Description("How long to wait, for example 2s. Default: 5s")]
    public string? Timeout { get; init; }
}
