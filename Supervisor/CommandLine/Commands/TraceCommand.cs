using System.ComponentModel;
using System.Globalization;
using Spectre.Console.Cli;
using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy trace DEVICE</c></summary>
public sealed class TraceCommand(Terminal terminal, TimeProvider clock) : NodeCommand<TraceCommand.Settings>(terminal)
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan DefaultTime = TimeSpan.FromMinutes(1);

    private long _shownUpTo;
    private long _dropped;

    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        var path = $"{ApiClient.PathOf(device)}/trace";
        var time = DurationOption.Parse(settings.For, "--for") ?? DefaultTime;
        var answer = settings.Off
            ? await client.DeleteAsync(path, cancellation)
            : await client.PutAsync($"{path}?for={PlantDuration.Format(time)}", cancellation);
        if (!answer.IsSuccess) return Refuse(answer, $"{device} trace", settings);
        if (settings.Off)
        {
            Terminal.Raw(settings.Json ? answer.Body : $"{device}: its frames are not kept any more.");
            return CommandExit.Ok;
        }

        try
        {
            return await FollowAsync(client, device, settings, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is one way to end it; the node ends it by itself when its time is over.
            return CommandExit.Ok;
        }
    }

    private async Task<int> FollowAsync(
        ApiClient client, DeviceId device, Settings settings, CancellationToken cancellation)
    {
        while (true)
        {
            var answer = await client.GetAsync(
                $"{ApiClient.PathOf(device)}/trace?after={_shownUpTo}", cancellation);
            if (!answer.IsSuccess) return Refuse(answer, $"{device} trace", settings);
            var trace = ApiTrace.Parse(answer);
            foreach (var (frame, json) in trace.Frames)
            {
                if (settings.Json) Terminal.Raw(json);
                else Show(frame);
                _shownUpTo = frame.Number;
            }

            if (trace.Dropped > _dropped)
            {
                _dropped = trace.Dropped;
                Terminal.Error($"{_dropped} frames made room for later ones; some may not have been shown.");
            }

            if (!trace.IsOn) return CommandExit.Ok;
            await Task.Delay(LookPeriod, clock, cancellation);
        }
    }

    private void Show(ApiFrame frame)
    {
        var time = frame.Time.ToLocalTime().ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        Terminal.Raw($"{time} {(frame.Direction == "sent" ? "->" : "<-")} unit {frame.Unit}: {frame.Words}");
        foreach (var line in HexDump.Lines(Convert.FromHexString(frame.Hex))) Terminal.Raw($"    {line}");
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : DeviceSettings
    {
        [CommandOption("--for <TIME>")]
        [Description("How long, from 1s to 1h. Default: 60s")]
        public string? For { get; init; }

        [CommandOption("--off")]
        [Description("Do not show frames, but end what keeps them")]
        public bool Off { get; init; }
    }
}
