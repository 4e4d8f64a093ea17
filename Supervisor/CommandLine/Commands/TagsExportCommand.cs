using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Plant.Tags;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy tags export PLANT</c>: a profile's points as CSV.</summary>
public sealed class TagsExportCommand(Terminal terminal) : AsyncCommand<TagsExportCommand.Settings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var separator = settings.Separator switch
        {
            "comma" => ',',
            "semicolon" => ';',
            "tab" => '\t',
            var other => throw new CommandFailedException(
                CommandExit.BadInput, $"--separator {other}: comma, semicolon or tab is expected."),
        };
        var yaml = await PlantFileText.ReadAsync(settings.Plant, cancellationToken);
        var result = TagExport.Of(yaml, settings.Plant, settings.Profile, separator);
        if (!result.IsValid) throw new CommandFailedException(CommandExit.BadInput, string.Join('\n', result.Problems));
        // Without the mark, spreadsheets take other letters than ASCII's for those of the computer's old code page.
        var mark = settings.Output is not null && !result.Csv.All(char.IsAscii) ? "\uFEFF" : "";
        await OutputFile.WriteAsync(terminal, settings.Output, mark + result.Csv, settings.Force, cancellationToken);
        if (settings.Output is not null) terminal.Raw($"{settings.Output}: {result.PointCount} points.");
        return CommandExit.Ok;
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<PLANT>")]
        [Description("The plant file")]
        public string Plant { get; init; } = "";

        [CommandOption("--profile <NAME>")]
        [Description("Whose points; may be left out where there is one profile")]
        public string? Profile { get; init; }

        [CommandOption("-o|--output <FILE>")]
        [Description("The CSV file; default: the terminal")]
        public string? Output { get; init; }

        [CommandOption("--separator <WORD>")]
        [Description("comma, semicolon (spreadsheets where 1.5 is written 1,5) or tab")]
        [DefaultValue("comma")]
        public string Separator { get; init; } = "comma";

        [CommandOption("--force")]
        [Description("Replace a file that is there")]
        public bool Force { get; init; }
    }
}
