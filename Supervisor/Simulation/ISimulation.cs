using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Simulation;

/// <summary>Serves the gateways whose link is a simulator.</summary>
public interface ISimulation
{
    /// <summary>Makes exactly the simulators that the plant declares serve, and gives their ports. Those that served
    /// before and have not changed go on undisturbed.</summary>
    Task<ImmutableDictionary<GatewayId, int>> ServeAsync(PlantSpec plant);
}
