using Spectre.Console;
using Spectre.Console.Cli;
using Spectre.Console.Cli.Help;
using Spectre.Console.Rendering;

namespace Understudy.Supervisor.CommandLine;

/// <summary>The usual help, with the exit codes at its end.</summary>
public sealed class ExitCodeHelp(ICommandAppSettings settings) : HelpProvider(settings)
{
    public override IEnumerable<IRenderable> GetFooter(ICommandModel model, ICommandInfo? command) =>
    [
        new Text($"{Environment.NewLine}{CommandExit.Help}{Environment.NewLine}"),
    ];
}
