using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy unlock DEVICE</c></summary>
public sealed class UnlockCommand(Terminal terminal) : NodeCommand<UnlockCommand.Settings>(terminal)
{
    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        var query = $"?owner={Uri.EscapeDataString(settings.Owner ?? Environment.UserName)}";
        if (settings.Break) query += "&break=true";
        if (settings.Reason is { } reason) query += $"&reason={Uri.EscapeDataString(reason)}";
        var answer = await client.DeleteAsync(
            $"{ApiClient.PathOf(device)}/lock{query}", cancellation, settings.Token());
        if (!answer.IsSuccess) return Refuse(answer, $"{device}", settings);
        Terminal.Raw(settings.Json ? answer.Body : $"{device}: nobody holds its lock.");
        return CommandExit.Ok;
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : LockSettings
    {
        [CommandOption("--break")]
        [Description("End also a lock that is another's; that is on record")]
        public bool Break { get; init; }

        [CommandOption("--reason <TEXT>")]
        [Description("Why, for the journal")]
        public string? Reason { get; init; }

        [CommandOption("--owner <NAME>")]
        [Description("Who ends it. Default: your user name")]
        public string? Owner { get; init; }
    }
}
