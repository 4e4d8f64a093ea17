using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Understudy.DriverActors.Actors;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Time;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Metrics;
using Understudy.Supervisor.Manager;
using Understudy.Supervisor.PostMortem;
using Understudy.Supervisor.Simulation;

namespace Understudy.Supervisor.Hosting;

/// <summary>What the actors of a node are given. What was registered before stays.</summary>
public static class NodeServices
{
    public static IServiceCollection AddUnderstudyNode(
        this IServiceCollection services, NodeOptions options, JournalStore store)
    {
        services.TryAddSingleton(options);
        // By a factory, so that it is disposed with the node and gives the data folder back.
        services.AddSingleton(_ => store);
        services.TryAddSingleton<IJournalReader>(provider => Renamed(
            new SqlJournalReader(store.Options), provider.GetRequiredService<PlantView>()));
        services.TryAddSingleton<OrphanWatch>();
        services.TryAddSingleton(provider => new NodeMetrics(
            BootTimeProvider.Instance,
            provider.GetRequiredService<OrphanWatch>(),
            provider.GetRequiredService<IMeterFactory>().Create(NodeMetrics.MeterName)));
        services.TryAddSingleton<IJournalProps>(provider => new JournalProps(
            JournalLimits.Default,
            Random.Shared.NextDouble,
            provider.GetRequiredService<NodeMetrics>().Journal,
            new JournalTrouble(store.Options.ToString())));
        services.TryAddSingleton(options.Retention());
        services.AddHostedService(JournalUpkeep.Of);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProtocol, ModbusTcpProtocol>());
        services.TryAddSingleton<ISimulation, NodeSimulation>();
        services.TryAddSingleton(provider => new GatewayEnvironment(
            options.NodeName,
            store.Installation,
            BootId.Read(),
            BootTimeProvider.Instance,
            provider.GetServices<IProtocol>().ToDictionary(protocol => protocol.LinkKind),
            () => Guid.CreateVersion7().ToString("N"),
            Random.Shared.NextDouble,
            provider.GetRequiredService<IJournalProps>(),
            options.AllowDrills,
            provider.GetRequiredService<OrphanWatch>(),
            new DriverActorOptions())
        {
            Metrics = provider.GetRequiredService<NodeMetrics>(),
            LockTimeMax = options.LockTimeMax,
            DisabledAtStart = store.Takeover is { } taken
                ? new DisabledAtStart(taken.Key, $"its journal was restored or copied from installation {taken.From}")
                : null,
        });
        services.TryAddSingleton<GatewayProps>(GatewayActor.Props);
        return services;
    }

    /// <summary>Until the node knows its plant, the database says what journals are called.</summary>
    private static RenamedJournalReader Renamed(SqlJournalReader journal, PlantView plant)
    {
        var recorded = new RecordedNames(journal);
        return new RenamedJournalReader(
            journal,
            cancellation => plant.Current is { } current
                ? ValueTask.FromResult(current.Journals)
                : recorded.ReadAsync(cancellation));
    }
}
