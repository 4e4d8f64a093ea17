using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Understudy.DriverActors.Actors;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Time;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Campaign.CutPoints;

/// <summary>A node with one gateway, over a journal that outlives it.</summary>
internal sealed class CutNode : IAsyncDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private readonly IHost _host;

    private CutNode(IHost host, IActorRef gateway) => (_host, Gateway) = (host, gateway);

    public IActorRef Gateway { get; }

    public static async Task<CutNode> StartAsync(
        JournalStoreOptions options, GatewaySpec plant, IProtocol protocol, IJournalProps journals)
    {
        var host = new HostBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureServices(services => services.AddAkka("cut", (builder, _) => builder
                .AddHocon("akka { loglevel = OFF, stdout-loglevel = OFF }", HoconAddMode.Append)
                .AddUnderstudyJournal(options)))
            .Build();
        await host.StartAsync();
        var environment = new GatewayEnvironment(
            "node", "installation", "boot", BootTimeProvider.Instance,
            new Dictionary<string, IProtocol> { [protocol.LinkKind] = protocol },
            () => Guid.NewGuid().ToString("N"), Random.Shared.NextDouble, journals, true, new OrphanWatch(),
            new DriverActorOptions());
        var gateway = host.Services.GetRequiredService<ActorSystem>()
            .ActorOf(GatewayActor.Props(plant.Id, environment));
        await gateway.Ask(new GatewayCommands.Declare(plant), Patient);
        return new CutNode(host, gateway);
    }

    public async Task<ShadowReplies.DeviceStatus?> StatusAsync() =>
        await Gateway.Ask(new ShadowQueries.GetDevice(CutPlant.Device), Patient) as ShadowReplies.DeviceStatus;

    /// <summary>Its actors end without any farewell to the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    public Task ServesAsync() => Probe.UntilAsync(async () =>
        await StatusAsync() is { Mode: DeviceMode.Passive, JournalUp: true } status
        && status.Readings.Any(reading => reading.Point == CutPlant.Scanned && reading.Status.IsGood));
}
