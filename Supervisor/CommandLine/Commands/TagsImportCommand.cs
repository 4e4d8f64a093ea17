using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Plant.Tags;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy tags import FILE</c>: a profile of the points in a CSV file.</summary>
public sealed class TagsImportCommand(Terminal terminal) : AsyncCommand<TagsImportCommand.Settings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (!Name.IsValid(settings.Profile))
            throw new CommandFailedException(
                CommandExit.BadInput, $"--profile {settings.Profile}: that is no profile id: {Name.Rule}.");
        var deviceClass = Word<DeviceClass>(settings.Class, "--class");
        var addressing = Word<Addressing>(settings.Addressing, "--addressing");
        var csv = await PlantFileText.ReadAsync(settings.File, cancellationToken);
        var result = TagImport.Parse(csv, settings.File, settings.Profile, deviceClass, addressing);
        if (!result.IsValid)
        {
            foreach (var problem in result.Problems) terminal.Error(problem);
            throw new CommandFailedException(CommandExit.BadInput, $"{settings.File}: nothing was written.");
        }

        await OutputFile.WriteAsync(terminal, settings.Output, result.Yaml, settings.Force, cancellationToken);
        if (settings.Output is not null)
            terminal.Raw($"{settings.Output}: profile {settings.Profile} with {result.PointCount} points.");
        return CommandExit.Ok;
    }

    private static T Word<T>(string word, string option)
        where T : struct, Enum => PlantWord.Parse<T>(word) ?? throw new CommandFailedException(
            CommandExit.BadInput, $"{option} {word}: one of {string.Join(", ", PlantWord.All<T>())} is expected.");

    /// <summary>Its arguments.</summary>
    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("The CSV file: a row for each point below a row with the names of the columns")]
        public string File { get; init; } = "";

        [CommandOption("--profile <NAME>", true)]
        [Description("The id of the profile")]
        public string Profile { get; init; } = "";

        [CommandOption("--class <CLASS>")]
        [Description("The kind of device")]
        [DefaultValue("register")]
        public string Class { get; init; } = "register";

        [CommandOption("--addressing <WORD>")]
        [Description("How the addresses are written: zeroBased (holding/0) or modicon (40001)")]
        [DefaultValue("zeroBased")]
        public string Addressing { get; init; } = "zeroBased";

        [CommandOption("-o|--output <FILE>")]
        [Description("The YAML file; default: the terminal")]
        public string? Output { get; init; }

        [CommandOption("--force")]
        [Description("Replace a file that is there")]
        public bool Force { get; init; }
    }
}
