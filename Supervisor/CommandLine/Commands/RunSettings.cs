using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.Supervisor.Hosting;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>Arguments of <c>understudy run</c>.</summary>
public sealed class RunSettings : CommandSettings
{
    [CommandOption("--urls <URL>")]
    [Description("Where to serve the API and the dashboard. Default: http://127.0.0.1:5080")]
    public string? Urls { get; init; }

    [CommandOption("--data <DIR>")]
    [Description("The data folder. Default: understudy-data")]
    public string? Data { get; init; }

    [CommandOption("--plant <FILE>")]
    [Description("A plant file to apply at the start. Default: the plant applied last, else a simulated one")]
    public string? Plant { get; init; }

    [CommandOption("--allow-drills")]
    [Description("Let 'understudy fault' make drivers fail")]
    public bool AllowDrills { get; init; }

    [CommandOption("--lock-time-max <TIME>")]
    [Description("How long a device's lock may be taken for at a time. Default: 1h")]
    public string? LockTimeMax { get; init; }

    [CommandOption("--ttl-max <TIME>")]
    [Description("How long a plant file may let something wait in the queue. Default: 1m, at most 24h")]
    public string? TtlMax { get; init; }

    [CommandOption("--alarm-webhook <URL>")]
    [Description("Where changes of alarms are sent to. Default: UNDERSTUDY_ALARM_WEBHOOK, else nowhere")]
    public string? AlarmWebhook { get; init; }

    [CommandOption("--node <NAME>")]
    [Description("This node's name. Default: the machine's")]
    public string? Node { get; init; }

    [CommandOption("--keep-for <TIME>")]
    [Description("Events older than this go from the database into an archive: 90d, 12h. Default: none")]
    public string? KeepFor { get; init; }

    [CommandOption("--keep-bytes <SIZE>")]
    [Description("So much of the journal stays in the database: 10GiB, 500MiB. Default: all")]
    public string? KeepBytes { get; init; }

    [CommandOption("--archive <DIR>")]
    [Description("Where archives are written. Default: archive in the data folder")]
    public string? Archive { get; init; }

    public NodeOptions Options()
    {
        var options = new NodeOptions
        {
            AllowDrills = AllowDrills,
            PlantFile = Plant,
            KeepFor = KeepOption.Time(KeepFor, "--keep-for"),
            KeepBytes = KeepOption.Bytes(KeepBytes, "--keep-bytes"),
            ArchiveFolder = Archive,
        };
        // An address may hold a token, so it may also come from the environment.
        var webhook = AlarmWebhook ?? Environment.GetEnvironmentVariable(NodeOptions.AlarmWebhookVariable);
        if (!string.IsNullOrEmpty(webhook)) options = options with { AlarmWebhook = webhook };
        if (Urls is not null) options = options with { Urls = Urls };
        if (DurationOption.Parse(LockTimeMax, "--lock-time-max") is { } time)
            options = options with { LockTimeMax = time };
        if (DurationOption.Parse(TtlMax, "--ttl-max") is { } ttl)
            options = options with { TtlMax = Bounded(ttl) };
        if (Data is not null) options = options with { DataFolder = Data };
        return Node is null ? options : options with { NodeName = Node };
    }

    private static TimeSpan Bounded(TimeSpan ttl) => ttl > TimeSpan.Zero && ttl <= PlantLimits.TtlMaxOfNodes
        ? ttl
        : throw new CommandFailedException(
            CommandExit.BadInput, $"--ttl-max is from 1ms to {PlantDuration.Format(PlantLimits.TtlMaxOfNodes)}, not "
                + $"{PlantDuration.Format(ttl)}.");
}
