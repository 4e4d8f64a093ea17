using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Spectre.Console.Cli;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy state DEVICE [enabled|maintenance|disabled]</c></summary>
public sealed class StateCommand(Terminal terminal) : NodeCommand<StateCommand.Settings>(terminal)
{
    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        if (settings.State is null)
        {
            var answered = await client.GetAsync(ApiClient.PathOf(device), cancellation);
            if (!answered.IsSuccess) return Refuse(answered, $"{device}", settings);
            var shown = JsonSerializer.Deserialize(answered.Body, AnswerJson.Default.ApiDevice)!;
            Terminal.Raw(settings.Json ? answered.Body : $"{device}: {Words(shown.Administrative)}");
            return CommandExit.Ok;
        }

        var body = Body(settings);
        var answer = await client.PutAsync(
            $"{ApiClient.PathOf(device)}/state", JsonSerializer.Serialize(body, AnswerJson.Default.StateBody), null,
            cancellation);
        if (!answer.IsSuccess) return Refuse(answer, $"{device}", settings);
        var decided = JsonSerializer.Deserialize(answer.Body, AnswerJson.Default.ApiDecided)!;
        Terminal.Raw(settings.Json ? answer.Body : $"{device}: {Words(decided.Administrative)}");
        return CommandExit.Ok;
    }

    private static StateBody Body(Settings settings)
    {
        if (!Enum.TryParse<AdministrativeState>(settings.State, ignoreCase: true, out var state)
            || !char.IsAsciiLetter(settings.State![0]))
            throw new CommandFailedException(
                CommandExit.BadInput,
                $"'{settings.State}' is no state: enabled, maintenance or disabled is expected.");
        if (state != AdministrativeState.Enabled && settings.Reason is null)
            throw new CommandFailedException(CommandExit.BadInput, "--reason says why, to all who ask.");
        _ = DurationOption.Parse(settings.For, "--for");
        return new StateBody(
            state, settings.Reason, Until(settings.Until), settings.For, settings.Owner ?? Environment.UserName);
    }

    private static DateTimeOffset? Until(string? text)
    {
        if (text is null) return null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var until)
            ? until
            : throw new CommandFailedException(
                CommandExit.BadInput, $"--until '{text}' is no time: for example 2026-03-01T16:00 is expected.");
    }

    private static string Words(ApiDevice.DecidedState? state)
    {
        if (state is null) return "- (not known before its journal was read)";
        if (state.State == "Enabled") return state.Reason is null ? "Enabled" : $"Enabled, {state.Reason}";
        var until = state.Until is { } end
            ? $" until {end.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}"
            : "";
        return $"{state.State} by {state.Owner}{until}: {state.Reason}{(state.Overdue ? " (overdue)" : "")}";
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : DeviceSettings
    {
        [CommandArgument(1, "[STATE]")]
        [Description("enabled, maintenance or disabled. Without it the state is shown")]
        public string? State { get; init; }

        [CommandOption("--reason <TEXT>")]
        [Description("Why, told to whoever asks")]
        public string? Reason { get; init; }

        [CommandOption("--until <TIME>")]
        [Description("Of maintenance: when it is enabled by itself, local time")]
        public string? Until { get; init; }

        [CommandOption("--for <TIME>")]
        [Description("The same as a time from now, for example 2h")]
        public string? For { get; init; }

        [CommandOption("--owner <NAME>")]
        [Description("Whom to ask about it. Default: your user name")]
        public string? Owner { get; init; }
    }
}
