using System.ComponentModel;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Cli;
using Understudy.Supervisor.Api;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy apply FILE</c></summary>
public sealed class ApplyCommand(Terminal terminal) : NodeCommand<ApplyCommand.Settings>(terminal)
{
    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var yaml = await PlantFileText.ReadAsync(settings.File, cancellation);
        if (PlantFile.Parse(yaml, settings.File) is { IsValid: false } bad)
        {
            var summary = $"nothing was changed; {bad.ProblemCount} to mend.";
            if (settings.Json)
            {
                var body = ProblemKind.BadPlant.Body(summary) with { Problems = [.. bad.Lines()] };
                Terminal.Raw(JsonSerializer.Serialize(body, ApiJson.Web.ProblemBody));
            }

            foreach (var line in bad.Lines()) Terminal.Error(line);
            Terminal.Error($"{settings.File}: {summary}");
            return CommandExit.BadInput;
        }

        var answer = await client.ApplyAsync(Path.GetFileName(settings.File), yaml, settings.DryRun, cancellation);
        if (settings.Json) Terminal.Raw(answer.Body);
        if (answer.IsSuccess)
        {
            if (!settings.Json) Show(answer, settings.DryRun);
            return CommandExit.Ok;
        }

        var problem = answer.Problem;
        foreach (var line in problem.Problems ?? []) Terminal.Error(line);
        Terminal.Error($"{settings.File}: {problem.Text}");
        return answer.ExitCode;
    }

    private void Show(ApiAnswer answer, bool dryRun)
    {
        using var document = answer.Parsed();
        var changes = document.RootElement.GetProperty("changes").EnumerateArray().ToList();
        foreach (var change in changes) Terminal.Out.Write(Line(change));
        Terminal.Raw((changes.Count, dryRun) switch
        {
            (0, _) => "Nothing changes.",
            (_, true) => "Nothing was changed: this was a dry run.",
            _ => "Applied. Only what changed restarts.",
        });
    }

    private static Text Line(JsonElement change)
    {
        var line = change.GetString() ?? "";
        var style = line.TrimStart() switch
        {
            ['+', ..] => Styles.Good,
            ['-', ..] => Styles.Bad,
            ['~' or '>' or '!', ..] => Styles.Uncertain,
            _ => Style.Plain,
        };
        return new Text(line + "\n", style);
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : NodeSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("The plant file")]
        public string File { get; init; } = "";

        [CommandOption("--dry-run")]
        [Description("Only show what would change")]
        public bool DryRun { get; init; }
    }
}
