using Spectre.Console;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Hosting;

namespace Understudy.Supervisor.CommandLine;

/// <summary>What <c>run</c> says once the node listens: what runs, where to look, what to try, how to stop.</summary>
public static class StartBanner
{
    /// <param name="plant">Null where the node has not read its plant yet.</param>
    public static void Write(
        Terminal terminal, NodeOptions options, PlantSpec? plant, IReadOnlyCollection<string> urls, string invocation)
    {
        var url = urls.FirstOrDefault() ?? options.Urls.Split(';')[0];
        var terminalOut = terminal.Out;
        terminal.Raw("");
        terminalOut.MarkupLineInterpolated($"[bold]Understudy[/] node {options.NodeName} serves {PlantInWords(plant)}");
        terminal.Raw("");
        Line(terminal, "Dashboard", url);
        Line(terminal, "API", $"{url.TrimEnd('/')}/api/v1/devices");
        Line(terminal, "Data", Path.GetFullPath(options.DataFolder));
        if (options.AllowDrills) Line(terminal, "Drills", "allowed: 'fault DEVICE throw|hang' makes drivers fail");
        terminal.Raw("");
        terminal.Raw("Try, in another terminal:");
        if (options.Urls != new NodeOptions().Urls) terminal.Raw($"  export UNDERSTUDY_URL={url}");
        var steps = FirstSteps.Of(plant ?? PlantSpec.Empty);
        foreach (var (command, purpose) in steps)
            terminalOut.MarkupLineInterpolated($"  {invocation} [bold]{command}[/]  [dim]# {purpose}[/]");
        terminal.Raw("");
        terminal.Raw("Ctrl-C stops the node; its devices stay as they are.");
        terminal.Raw("");
    }

    private static string PlantInWords(PlantSpec? plant)
    {
        if (plant is null) return "its API; the declared plant is still being read.";
        if (plant.Gateways.Length == 0) return "no devices yet.";
        var devices = plant.Gateways.Sum(gateway => gateway.Devices.Length);
        return $"{Count(devices, "device")} on {Count(plant.Gateways.Length, "gateway")}"
            + $" ({string.Join(", ", plant.Gateways.Take(5).Select(gateway => gateway.Id))}"
            + $"{(plant.Gateways.Length > 5 ? ", ..." : "")}).";
    }

    private static void Line(Terminal terminal, string name, string text) =>
        terminal.Raw($"  {name,-10} {text}");

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
