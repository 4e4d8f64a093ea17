using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy restart DEVICE</c></summary>
public sealed class RestartCommand(Terminal terminal) : NodeCommand<RestartCommand.Settings>(terminal)
{
    // A recovery with its hold time takes longer than a request.
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(30);

    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        var path = $"{ApiClient.PathOf(device)}/driver/restart?timeout=30s";
        var answer = await client.PostAsync(path, "reason", settings.Reason, TimeMax, cancellation);
        if (!answer.IsSuccess) return Refuse(answer, $"{device}", settings);
        if (settings.Json) Terminal.Raw(answer.Body);
        else Terminal.Raw($"{device}: the driver was restarted; clients saw no error.");
        return answer.ExitCode;
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : DeviceSettings
    {
        [CommandOption("--reason <TEXT>")]
        [Description("Why, for the journal")]
        public string? Reason { get; init; }
    }
}
