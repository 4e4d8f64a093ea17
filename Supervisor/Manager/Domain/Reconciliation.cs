using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Manager.Domain;

/// <summary>Compares what is declared with what runs.</summary>
public static class Reconciliation
{
    /// <summary>What gateways are told: simulated links get the port their simulator has in this life of the node.
    /// Those without a port yet are left out, to be told later.</summary>
    public static ImmutableArray<GatewaySpec> Told(PlantSpec plant, ImmutableDictionary<GatewayId, int> simulatorPorts)
    {
        var told = ImmutableArray.CreateBuilder<GatewaySpec>(plant.Gateways.Length);
        foreach (var gateway in plant.Gateways)
        {
            if (gateway.Link.Kind != PlantLink.Simulator)
                told.Add(gateway);
            else if (simulatorPorts.TryGetValue(gateway.Id, out var port))
                told.Add(gateway with { Link = gateway.Link with { Kind = PlantLink.ModbusTcp, Port = port } });
        }

        return told.ToImmutable();
    }

    /// <summary>Gateways that run and are not declared.</summary>
    public static ImmutableArray<GatewayId> Retiring(DeclaredPlant declared, IEnumerable<string> running) =>
    [
        .. running
            .Where(id => Name.IsValid(id))
            .Select(GatewayId.Parse)
            .Where(id => declared.Gateway(id) is null),
    ];
}
