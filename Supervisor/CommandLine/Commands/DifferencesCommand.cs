using System.ComponentModel;
using System.Text.Json;
using Spectre.Console.Cli;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy differences DEVICE</c></summary>
public sealed class DifferencesCommand(Terminal terminal) : NodeCommand<DifferencesCommand.Settings>(terminal)
{
    // One setting after the other is read and written.
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        if (settings is { Apply: true, Adopt: true })
            throw new CommandFailedException(CommandExit.BadInput, "--apply or --adopt, not both.");
        if (!settings.Apply && !settings.Adopt) return await ListAsync(client, settings, cancellation);
        var action = settings.Apply ? "Apply" : "Adopt";
        var answer = await client.ResolveAsync(
            device, action, settings.Points, TimeMax, cancellation, settings.Token());
        if (!answer.IsSuccess)
        {
            var exit = Refuse(answer, $"{device}", settings);
            foreach (var problem in answer.Problem.Problems ?? []) Terminal.Error($"{device}/{problem}");
            return exit;
        }

        if (settings.Json) Terminal.Raw(answer.Body);
        else Terminal.Raw(settings.Apply
            ? $"{device}: the recorded values are written."
            : $"{device}: the device's values are recorded.");
        return answer.ExitCode;
    }

    private async Task<int> ListAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        var answer = await client.GetAsync($"{ApiClient.PathOf(device)}/restore", cancellation);
        if (!answer.IsSuccess) return Refuse(answer, $"{device}", settings);
        if (settings.Json)
        {
            Terminal.Raw(answer.Body);
            return answer.ExitCode;
        }

        var held = JsonSerializer.Deserialize(answer.Body, AnswerJson.Default.ListApiHeld) ?? [];
        if (settings.Points.Length > 0) held = held.FindAll(one => settings.Points.Contains(one.Point));
        if (held.Count == 0) Terminal.Raw($"{device}: no difference is held.");
        foreach (var one in held)
            Terminal.Raw($"{one.Point}: recorded {ValueText.Of(one.Recorded)}, device {ValueText.Of(one.Actual)}"
                + $"{(one.Since is { } since ? $", since {since:u}" : "")}: {one.Reason}");
        return answer.ExitCode;
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : LockSettings
    {
        [CommandArgument(1, "[POINT]")]
        [Description("Of these settings; none: of all that are held")]
        public string[] Points { get; init; } = [];

        [CommandOption("--apply")]
        [Description("Write the recorded values")]
        public bool Apply { get; init; }

        [CommandOption("--adopt")]
        [Description("Record the device's values")]
        public bool Adopt { get; init; }
    }
}
