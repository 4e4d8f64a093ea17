using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>Arguments of <c>understudy watch</c>.</summary>
public sealed class WatchSettings : NodeSettings
{
    [CommandArgument(0, "[NAME]")]
    [Description("Devices as gateway/device, points as gateway/device/point. Default: all devices")]
    public string[] Names { get; init; } = [];

    [CommandOption("--period <TIME>")]
    [Description("A point is told at most once in this time, for example 1s. Default: 200ms")]
    public string? Period { get; init; }

    [CommandOption("--count <COUNT>")]
    [Description("End after this many events")]
    public long? Count { get; init; }

    [CommandOption("--for <TIME>")]
    [Description("End after this time, for example 30s")]
    public string? For { get; init; }

    /// <summary>What is asked of the node.</summary>
    public string Query()
    {
        var parts = Names.Select(Part).ToList();
        if (Period is not null) parts.Add($"period={Uri.EscapeDataString(Period)}");
        return parts.Count == 0 ? "events" : $"events?{string.Join('&', parts)}";
    }

    private static string Part(string name)
    {
        if (DeviceId.TryParse(name, out var device)) return $"device={device}";
        var end = name.LastIndexOf('/');
        return end > 0 && DeviceId.TryParse(name[..end], out _) && Name.IsValid(name.AsSpan(end + 1))
            ? $"point={name}"
            : throw new CommandFailedException(
                CommandExit.BadInput,
                $"'{name}' is neither gateway/device nor gateway/device/point.\n'understudy devices' lists devices.");
    }
}
