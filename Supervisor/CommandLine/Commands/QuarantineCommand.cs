using System.ComponentModel;
using System.Text.Json;
using Spectre.Console.Cli;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy quarantine DEVICE</c></summary>
public sealed class QuarantineCommand(Terminal terminal) : NodeCommand<QuarantineCommand.Settings>(terminal)
{
    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        var path = $"{ApiClient.PathOf(device)}/quarantine";
        var answer = settings.Lift is { } id
            ? await client.DeleteAsync($"{path}/{Uri.EscapeDataString(id)}", cancellation, settings.Token())
            : await client.GetAsync(path, cancellation);
        if (!answer.IsSuccess) return Refuse(answer, $"{device}", settings);
        if (settings.Json) Terminal.Raw(answer.Body);
        else if (settings.Lift is not null) Terminal.Raw($"{device}: {settings.Lift} is out of quarantine.");
        else Show(answer, $"{device}");
        return answer.ExitCode;
    }

    private void Show(ApiAnswer answer, string device)
    {
        var found = JsonSerializer.Deserialize(answer.Body, AnswerJson.Default.ListApiQuarantined) ?? [];
        if (found.Count == 0) Terminal.Raw($"{device}: nothing is in quarantine.");
        foreach (var one in found) Terminal.Raw($"{one.Id}  {one.What}, since {one.Since:u}: {one.Reason}");
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : LockSettings
    {
        [CommandOption("--lift <ID>")]
        [Description("Let the driver have this again")]
        public string? Lift { get; init; }
    }
}
