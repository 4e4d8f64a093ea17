using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>An order on one alarm.</summary>
public abstract class AlarmOrderCommand<TSettings>(Terminal terminal, string order) : NodeCommand<TSettings>(terminal)
    where TSettings : AlarmSettings
{
    protected override async Task<int> AskAsync(ApiClient client, TSettings settings, CancellationToken cancellation)
    {
        var path = $"alarms/{Uri.EscapeDataString(settings.Id)}/{order}";
        var answer = await client.PostAsync(path, Texts(settings), cancellation);
        if (!answer.IsSuccess) return Refuse(answer, settings.Id, settings);
        if (settings.Json)
        {
            Terminal.Raw(answer.Body);
            return CommandExit.Ok;
        }

        using var body = answer.Parsed();
        var state = body.RootElement.GetProperty("state").GetString() ?? "";
        var now = state == "Normal" ? "normal" : AlarmText.StateOf(state);
        Terminal.Raw($"{settings.Id}: {body.RootElement.GetProperty("text").GetString()}; it is {now}.");
        return CommandExit.Ok;
    }

    /// <summary>What the order says.</summary>
    protected virtual Dictionary<string, string> Texts(TSettings settings) =>
        settings.Comment is { } comment ? new() { ["comment"] = comment } : [];
}
