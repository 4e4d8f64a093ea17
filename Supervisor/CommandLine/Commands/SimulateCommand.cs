using System.ComponentModel;
using System.Net.Sockets;
using Spectre.Console.Cli;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Simulation.Scripts;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy simulate FILE</c>: the devices of a plant file, each gateway behind a port.</summary>
public sealed class SimulateCommand(Terminal terminal, TimeProvider clock) : AsyncCommand<SimulateCommand.Settings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var plant = await PlantAsync(settings, cancellationToken);
        var script = await ScriptAsync(settings, plant, cancellationToken);
        await using var simulators = new SimulatorSet();
        foreach (var (index, gateway) in plant.Gateways.Index())
        {
            var simulator = simulators.Add(gateway.Id, new ModbusSimulator(gateway, clock));
            var port = settings.Port is > 0 and var first ? first + index : settings.Port ?? DeclaredPort(gateway);
            Start(simulator, gateway, port);
            terminal.Raw($"{gateway.Id}: 127.0.0.1:{simulator.Port}, {gateway.Devices.Length} devices");
        }

        terminal.Raw("Simulating. Ctrl-C ends it.");
        try
        {
            if (script is not null)
                await new ScriptRun(script, simulators.ByGateway, clock, terminal.Raw).RunAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (SocketException error)
        {
            throw new CommandFailedException(
                CommandExit.Failed, $"A gateway that came back can't have its port again ({error.Message}).", error);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how simulating ends.
        }

        return CommandExit.Ok;
    }

    private static async Task<PlantSpec> PlantAsync(Settings settings, CancellationToken cancellation)
    {
        var result = PlantFile.Parse(
            await PlantFileText.ReadAsync(settings.File, cancellation), settings.File, PlantLimits.TtlMaxOfNodes);
        if (result.Plant is not { } plant)
            throw new CommandFailedException(CommandExit.BadInput, string.Join('\n', result.Lines()));
        if (plant.Gateways.Length == 0)
            throw new CommandFailedException(CommandExit.BadInput, $"{settings.File}: no gateways to simulate.");
        if (settings.Port is < 0 || settings.Port + plant.Gateways.Length - 1 > ushort.MaxValue)
            throw new CommandFailedException(CommandExit.BadInput, "--port leaves no port for every gateway.");
        return plant;
    }

    private static async Task<SimulationScript?> ScriptAsync(
        Settings settings, PlantSpec plant, CancellationToken cancellation)
    {
        if (settings.Script is not { } file) return null;
        var result = ScriptFile.Parse(await PlantFileText.ReadAsync(file, cancellation), file, plant);
        return result.Script
            ?? throw new CommandFailedException(CommandExit.BadInput, string.Join('\n', result.Problems));
    }

    private static int DeclaredPort(GatewaySpec gateway) =>
        gateway.Link.Kind == PlantLink.Simulator ? PlantLink.SimulatorPort : gateway.Link.Port;

    private static void Start(ModbusSimulator simulator, GatewaySpec gateway, int port)
    {
        try
        {
            simulator.Start(port);
        }
        catch (SocketException error)
        {
            throw new CommandFailedException(
                CommandExit.Failed,
                $"{gateway.Id}: port {port} can't be opened ({error.Message}). Choose another with --port.",
                error);
        }
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("The plant file")]
        public string File { get; init; } = "";

        [CommandOption("--port <PORT>")]
        [Description("The first gateway's port, the next ones get the next; 0: any. Default: as declared")]
        public int? Port { get; init; }

        [CommandOption("--script <SCRIPT>")]
        [Description("What fails and moves when: a YAML file, see docs/simulation.md")]
        public string? Script { get; init; }
    }

    private sealed class SimulatorSet : IAsyncDisposable
    {
        private readonly Dictionary<GatewayId, ModbusSimulator> _simulators = [];

        public IReadOnlyDictionary<GatewayId, ModbusSimulator> ByGateway => _simulators;

        public ModbusSimulator Add(GatewayId id, ModbusSimulator simulator) => _simulators[id] = simulator;

        public async ValueTask DisposeAsync()
        {
            foreach (var simulator in _simulators.Values) await simulator.DisposeAsync();
        }
    }
}
