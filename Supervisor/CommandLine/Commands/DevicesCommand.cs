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

        using var document = answer.Parsed();
        var devices = Devices(document.RootElement);
        if (devices.Count == 0) Terminal.Out.WriteLine("No devices yet. Declare some with: understudy apply FILE");
        else Show(devices);
        return CommandExit.Ok;
    }

    private static List<ApiDevice> Devices(JsonElement root) =>
    [
        .. (root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("devices")).EnumerateArray()
            .Select(device => device.Deserialize(ApiJson.Default.ApiDevice)!),
    ];

    private void Show(List<ApiDevice> devices)
    {
        var table = Terminal.NewTable("device", "mode", "for", "profile", "recoveries", "journal", "reason");
        foreach (var device in devices)
        {
            table.AddRow(
                new Text(device.Device),
                new Text(device.ModeInWords, Styles.OfMode(device.Mode)),
                new Text(device.Since is { } since ? AgeText.Of(clock.GetUtcNow() - since) : ""),
                new Text(device.Profile ?? ""),
                new Text($"{device.Recoveries}"),
                new Text(device.JournalUp ? "up" : "down", device.JournalUp ? Style.Plain : Styles.Bad),
                new Text(device.Reason ?? ""));
        }

        Terminal.Out.Write(table);
        var troubled = devices.Count(device => device.Mode != "Passive");
        Terminal.Out.WriteLine(troubled == 0
            ? $"{devices.Count} devices, all served by their drivers."
            : $"{devices.Count} devices, {troubled} not served by their drivers.");
    }
}
