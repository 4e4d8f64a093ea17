using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Hosting.Logging;
using Akka.Remote.Hosting;
using Understudy.Hardware.Model;
using Understudy.Hardware.Time;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Metrics;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Alarms.Webhook;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Manager;
using Understudy.Supervisor.Simulation;
using Cluster = Akka.Cluster.Cluster;

namespace Understudy.Supervisor.Hosting;

/// <summary>The actors of a node: a cluster member that is alone for now.</summary>
public static class NodeActors
{
    public const string SystemName = "understudy";
    private const string ConfigurationFile = "akka.conf";
    private const string ShadowManagerName = "shadow-manager";
    private const string Loopback = "127.0.0.1";

    public static AkkaConfigurationBuilder AddUnderstudyActors(
        this AkkaConfigurationBuilder builder, IServiceProvider services)
    {
        // First, so that what follows wins.
        builder.AddHoconFile(Path.Combine(AppContext.BaseDirectory, ConfigurationFile), HoconAddMode.Append)
            .AddSetup(new LoggerFactorySetup(services.GetRequiredService<ILoggerFactory>()))
            .ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLogger<NodeLogger>();
            })
            .WithRemoting(new RemoteOptions { HostName = Loopback, Port = 0 })
            .WithClustering(new ClusterOptions { LogInfo = false })
            .AddUnderstudyJournal(services.GetRequiredService<JournalStore>().Options);
        return builder
            .WithShardRegion<GatewayRegion>(
                GatewayRegion.TypeName,
                (_, _, _) =>
                {
                    var environment = services.GetRequiredService<GatewayEnvironment>();
                    var props = services.GetRequiredService<GatewayProps>();
                    return id => props(new GatewayId(id), environment);
                },
                new GatewayExtractor(),
                new ShardOptions
                {
                    // Where shards are is kept in memory on every node: it need not outlive them.
                    StateStoreMode = StateStoreMode.DData,
                    // The shadow manager tells every gateway again and again.
                    RememberEntities = false,
                    // Gateways watch their devices whether anybody asks or not.
                    ShouldPassivateIdleEntities = false,
                    HandOffStopMessage = new GatewayCommands.HandOff(),
                })
            .WithSingleton<ShadowManager>(
                ShadowManagerName,
                (_, registry, _) => ShadowManagerActor.Props(ManagerEnvironment(services, registry)),
                new ClusterSingletonOptions { LogSingletonIdentificationFailure = false })
            .AddStartup((system, registry) =>
            {
                if (services.GetService<WebhookOptions>() is { } webhook)
                    system.ActorOf(
                        WebhookActor.Props(
                            webhook, services.GetRequiredService<NodeMetrics>().AlarmNotices,
                            registry.Get<GatewayRegion>()),
                        WebhookActor.Name);
                // The port is known only now, and so is the address of the one seed node, which is itself.
                var cluster = Cluster.Get(system);
                cluster.Join(cluster.SelfAddress);
            });
    }

    private static ShadowManagerEnvironment ManagerEnvironment(
        IServiceProvider services, IReadOnlyActorRegistry registry) =>
        new(
            services.GetRequiredService<IJournalProps>(),
            registry.Get<GatewayRegion>(),
            services.GetRequiredService<PlantView>(),
            services.GetRequiredService<ISimulation>(),
            BootTimeProvider.Instance)
        {
            HasEntries = HasEntries(new SqlJournalReader(services.GetRequiredService<JournalStore>().Options)),
        };

    private static Func<string, Task<bool>> HasEntries(SqlJournalReader journal) =>
        async stream => await journal.HighestSequenceAsync(stream) > 0;
}
