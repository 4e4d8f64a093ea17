using System.Collections.Immutable;
using System.Net.Sockets;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Simulation;

/// <summary>The simulators of this node, each on a loopback port of the system's choice.</summary>
public sealed class NodeSimulation : ISimulation, IAsyncDisposable
{
    /// <summary>How long the simulator of a gateway that was removed goes on, so that the gateway can end its work and
    /// release its claim as with any other device.</summary>
    private static readonly TimeSpan LeaveTime = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Dictionary<GatewayId, (GatewaySpec Spec, ModbusSimulator Simulator)> _serving = [];

    public async Task<ImmutableDictionary<GatewayId, int>> ServeAsync(PlantSpec plant)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            var wanted = plant.Gateways.Where(gateway => gateway.Link.Kind == PlantLink.Simulator).ToList();
            foreach (var id in _serving.Keys.Except(wanted.Select(gateway => gateway.Id)).ToList())
            {
                _serving.Remove(id, out var gone);
                _ = LeaveAsync(gone.Simulator);
            }

            foreach (var gateway in wanted) await ServeAsync(gateway);
            return _serving.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Simulator.Port);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _oneAtATime.WaitAsync();
        foreach (var (_, simulator) in _serving.Values) await simulator.DisposeAsync();
        _serving.Clear();
    }

    private async Task LeaveAsync(ModbusSimulator simulator)
    {
        await Task.Delay(LeaveTime, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await simulator.DisposeAsync();
    }

    private async Task ServeAsync(GatewaySpec gateway)
    {
        var port = 0;
        if (_serving.TryGetValue(gateway.Id, out var before))
        {
            if (before.Spec == gateway) return;
            _serving.Remove(gateway.Id);
            port = before.Simulator.Port;
            await before.Simulator.DisposeAsync();
        }

        var simulator = new ModbusSimulator(gateway);
        Start(simulator, port);
        _serving[gateway.Id] = (gateway, simulator);
    }

    private static void Start(ModbusSimulator simulator, int port)
    {
        try
        {
            simulator.Start(port);
        }
        catch (SocketException) when (port != 0)
        {
            // Somebody else has taken the port it had before.
            simulator.Start();
        }
    }
}
