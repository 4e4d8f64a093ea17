using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Spectre.Console.Cli;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy lock DEVICE</c></summary>
public sealed class LockCommand(Terminal terminal) : NodeCommand<LockCommand.Settings>(terminal)
{
    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        _ = DurationOption.Parse(settings.For, "--for");
        var body = new LockBody(settings.Owner ?? Environment.UserName, settings.For);
        var answer = await client.PutAsync(
            $"{ApiClient.PathOf(device)}/lock", JsonSerializer.Serialize(body, AnswerJson.Default.LockBody),
            settings.Token(), cancellation);
        if (!answer.IsSuccess) return Refuse(answer, $"{device}", settings);
        if (settings.Json)
        {
            Terminal.Raw(answer.Body);
            return CommandExit.Ok;
        }

        var decided = JsonSerializer.Deserialize(answer.Body, AnswerJson.Default.ApiDecided)!;
        var until = decided.Lock!.Until.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        Terminal.Raw($"{device}: yours until {until}.");
        Terminal.Raw($"export {LockSettings.TokenVariable}={decided.Token}");
        return CommandExit.Ok;
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : LockSettings
    {
        [CommandOption("--for <TIME>")]
        [Description("How long, at most 1h unless the node says more. Default: 5m")]
        public string? For { get; init; }

        [CommandOption("--owner <NAME>")]
        [Description("Whom others are told to ask. Default: your user name")]
        public string? Owner { get; init; }
    }
}
