using System.Text.Json;
using Spectre.Console;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy devices</c></summary>
public sealed class DevicesCommand(Terminal terminal, TimeProvider clock) : NodeCommand<NodeSettings>(terminal)
{
    protected override async Task<int> AskAsync(
        ApiClient client, NodeSettings settings, CancellationToken cancellation)
    {
        var answer = await client.GetAsync("devices", cancellation);
        if (!answer.IsSuccess) return Refuse(answer, "devices", settings);
        if (settings.Json)
        {
            Terminal.Raw(answer.Body);
            return CommandExit.Ok;
        }

        var devices = JsonSerializer.Deserialize(answer.Body, AnswerJson.Default.ListApiDevice) ?? [];
        if (devices.Count == 0) Terminal.Raw("No devices yet. Declare some with: understudy apply FILE");
        else Show(devices);
        return CommandExit.Ok;
    }

    private void Show(List<ApiDevice> devices)
    {
        var table = Terminal.NewTable("device", "mode", "for", "profile", "recoveries", "journal", "reason");
        foreach (var device in devices)
        {
            table.AddRow(
                new Text(device.Id),
                new Text(device.ModeInWords, device.IsOutOfService ? Styles.Uncertain : Styles.OfMode(device.Mode)),
                new Text(device.Since is { } since ? AgeText.Of(clock.GetUtcNow() - since) : ""),
                new Text(device.Profile ?? ""),
                new Text($"{device.Recoveries}"),
                new Text(device.JournalInWords, device.JournalUp == false ? Styles.Bad : Style.Plain),
                new Text(device.Reason ?? ""));
        }

        Terminal.Out.Write(table);
        var outside = devices.Count(device => device.IsOutOfService);
        var troubled = devices.Count(device => device.Mode != "Passive") - outside;
        var others = outside == 0 ? "" : $", {outside} out of service";
        Terminal.Raw(troubled == 0
            ? $"{devices.Count} devices, all{(outside == 0 ? "" : " others")} served by their drivers{others}."
            : $"{devices.Count} devices, {troubled} not served by their drivers{others}.");
    }
}
