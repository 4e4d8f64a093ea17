using Spectre.Console.Cli;
using Understudy.Supervisor.CommandLine.Commands;
using Understudy.Supervisor.Hosting;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine;

/// <summary>The command line: commands, help, and how errors end.</summary>
public static class UnderstudyCommandLine
{
    /// <summary>Runs one command to its exit code. Ctrl-C cancels it.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, pressed) =>
        {
            // The first one ends the command in order, a second one ends the process.
            pressed.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        try
        {
            return await RunAsync(arguments, Terminal.OfProcess(), TimeProvider.System, stop.Token);
        }
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }

    public static async Task<int> RunAsync(
        string[] arguments, Terminal terminal, TimeProvider clock, CancellationToken cancellation)
    {
        var app = new CommandApp<RunCommand>(new CommandParts(terminal, clock));
        app.Configure(configuration =>
        {
            configuration.SetApplicationName(Invocation.Installed);
            configuration.UseAssemblyInformationalVersion();
            configuration.ConfigureConsole(terminal.Out);
            configuration.UseStrictParsing();
            configuration.SetHelpProvider(new ExitCodeHelp(configuration.Settings));
            configuration.SetExceptionHandler((error, _) => Tell(error, terminal, cancellation));
            AddNodeCommands(configuration);
            AddDeviceCommands(configuration);
            AddDeclaringCommands(configuration);
            AddDataCommands(configuration);
        });
        return await app.RunAsync(arguments, cancellation);
    }

    private static void AddNodeCommands(IConfigurator configuration)
    {
        configuration.AddCommand<RunCommand>("run")
            .WithDescription("Run a node (also without any command)")
            .WithExample("run", "--plant", "plant.yaml", "--data", "/var/lib/understudy");
        configuration.AddCommand<ApplyCommand>("apply")
            .WithDescription("Declare a plant; only what changed restarts")
            .WithExample("apply", "plant.yaml", "--dry-run");
        configuration.AddCommand<SimulateCommand>("simulate")
            .WithDescription("Serve the devices of a plant file by simulators")
            .WithExample("simulate", "plant.yaml", "--port", "5502")
            .WithExample("simulate", "plant.yaml", "--port", "5502", "--script", "faults.yaml");
    }

    private static void AddDeviceCommands(IConfigurator configuration)
    {
        configuration.AddCommand<DevicesCommand>("devices").WithDescription("List devices, and who serves them");
        configuration.AddCommand<ReadCommand>("read")
            .WithDescription("Read points, with quality and age")
            .WithExample("read", "hall1/oven", "temp", "sp", "--max-age", "500ms");
        configuration.AddCommand<WatchCommand>("watch")
            .WithDescription("Show points and modes as they change, until Ctrl-C")
            .WithExample("watch", "hall1/oven", "hall1/pump/speed", "--for", "1m");
        configuration.AddCommand<WriteCommand>("write")
            .WithDescription("Write a point; the exit code tells the verdict")
            .WithExample("write", "hall1/oven", "sp", "80.0");
        configuration.AddCommand<InvokeCommand>("invoke")
            .WithDescription("Invoke a command")
            .WithExample("invoke", "hall1/pump", "start");
        configuration.AddCommand<RequestCommand>("request")
            .WithDescription("What is known of a request")
            .WithExample("request", "order-4711");
        configuration.AddCommand<JournalCommand>("journal")
            .WithDescription("A device's journal in words")
            .WithExample("journal", "hall1/oven", "--follow")
            .WithExample("journal", "hall1/oven", "--at", "2026-03-01T08:00");
        configuration.AddCommand<ReportCommand>("report")
            .WithDescription("What is on record of a failure: why, what was done, what clients saw")
            .WithExample("report", "hall1/oven")
            .WithExample("report", "hall1/oven", "--database", "/var/lib/understudy");
        configuration.AddBranch<NodeSettings>("alarms", alarms =>
        {
            alarms.SetDescription("List the alarms that stand, the worst first; acknowledge or shelve them");
            alarms.SetDefaultCommand<AlarmsCommand>();
            alarms.AddCommand<AlarmsCommand>("list")
                .WithDescription("List the alarms that stand, the worst first (also without any word)")
                .WithExample("alarms", "list", "--all");
            alarms.AddCommand<AcknowledgeCommand>("ack")
                .WithDescription("Acknowledge an alarm")
                .WithExample("alarms", "ack", "hall1:oven:temp:high", "--comment", "on my way");
            alarms.AddCommand<ResetCommand>("reset")
                .WithDescription("Let a latched alarm go, when its condition is over");
            alarms.AddCommand<ShelveCommand>("shelve")
                .WithDescription("Set an alarm aside for a time")
                .WithExample("alarms", "shelve", "hall1:link-lost", "--for", "1h", "--reason", "new cable");
            alarms.AddCommand<UnshelveCommand>("unshelve").WithDescription("End the shelving of an alarm");
        });
        configuration.AddCommand<TraceCommand>("trace")
            .WithDescription("Show the frames between the node and a device")
            .WithExample("trace", "hall1/oven", "--for", "60s");
        configuration.AddCommand<DifferencesCommand>("differences")
            .WithDescription("Settings held otherwise than recorded; apply or adopt them")
            .WithExample("differences", "hall1/oven", "sp", "--apply");
        configuration.AddCommand<QuarantineCommand>("quarantine")
            .WithDescription("What a driver failed at twice; lift it")
            .WithExample("quarantine", "hall1/oven", "--lift", "read:temp");
        configuration.AddCommand<RestartCommand>("restart")
            .WithDescription("Restart a device's driver; clients see no error")
            .WithExample("restart", "hall1/oven", "--reason", "new cable");
        configuration.AddCommand<StateCommand>("state")
            .WithDescription("Take a device out of service, or give it back")
            .WithExample("state", "hall1/oven", "maintenance", "--reason", "\"new seal\"", "--for", "2h")
            .WithExample("state", "hall1/oven", "enabled");
        configuration.AddCommand<LockCommand>("lock")
            .WithDescription("Be the only one who changes a device, for a time")
            .WithExample("lock", "hall1/oven", "--for", "10m");
        configuration.AddCommand<UnlockCommand>("unlock").WithDescription("Give a device's lock back, or break it");
        configuration.AddCommand<FaultCommand>("fault")
            .WithDescription("Drill: make a driver fail (needs run --allow-drills)")
            .WithExample("fault", "hall1/oven", "hang");
    }

    private static void AddDeclaringCommands(IConfigurator configuration)
    {
        configuration.AddCommand<ProbeCommand>("probe")
            .WithDescription(ProbeCommand.Description)
            .WithExample("probe", "10.0.0.5", "--unit", "1", "--holding", "0..99");
        configuration.AddBranch("tags", tags =>
        {
            tags.SetDescription("Points as CSV, for spreadsheets");
            tags.AddCommand<TagsExportCommand>("export")
                .WithDescription("Write a profile's points as CSV")
                .WithExample("tags", "export", "plant.yaml", "--profile", "oven", "-o", "oven.csv");
            tags.AddCommand<TagsImportCommand>("import")
                .WithDescription("Make a profile of points in CSV")
                .WithExample("tags", "import", "oven.csv", "--profile", "oven", "-o", "oven.yaml");
        });
    }

    private static void AddDataCommands(IConfigurator configuration)
    {
        configuration.AddCommand<BackupCommand>("backup")
            .WithDescription("Save the embedded database to a file, also while a node runs")
            .WithExample("backup", "/backup/hall1.db", "--data", "/var/lib/understudy");
        configuration.AddCommand<RestoreCommand>("restore")
            .WithDescription("Put a saved database into an empty data folder")
            .WithExample("restore", "/backup/hall1.db", "--data", "/var/lib/understudy");
    }

    private static int Tell(Exception error, Terminal terminal, CancellationToken cancellation)
    {
        if (error is OperationCanceledException && cancellation.IsCancellationRequested) return CommandExit.Failed;
        var (exit, text) = error switch
        {
            CommandFailedException failed => (failed.ExitCode, failed.Message),
            PlantUnreadableException unreadable => (CommandExit.BadInput, unreadable.Message),
            StartFailedException failed => (failed.ExitCode, failed.Message),
            CommandAppException => (CommandExit.BadInput, $"{error.Message}\n'understudy --help' lists the commands."),
            _ => (CommandExit.Failed, $"{error.GetType().Name}: {error.Message}"),
        };
        terminal.Error($"understudy: {text}");
        return exit;
    }
}
