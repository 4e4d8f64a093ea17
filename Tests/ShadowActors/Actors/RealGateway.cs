using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Understudy.DriverActors.Actors;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Hardware.Time;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>A gateway of real parts before a simulated plant: journal, link, driver and device.</summary>
internal sealed class RealGateway : IAsyncDisposable
{
    public static readonly DeviceId Device = new(TestPlant.Gateway, "d1");
    public static readonly ModbusAddress Level = ModbusAddress.Parse("holding/0");
    public static readonly ModbusAddress Valve = ModbusAddress.Parse("holding/1");

    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private readonly IHost _host;
    private readonly JournalStore _store;
    private readonly SqlJournalReader _journal;
    private readonly IActorRef _gateway;
    private int _requests;

    private RealGateway(IHost host, JournalStore store, ModbusSimulator simulator, IActorRef gateway)
    {
        (_host, _store, _gateway) = (host, store, gateway);
        _journal = new SqlJournalReader(store.Options);
        Simulator = simulator;
    }

    public ModbusSimulator Simulator { get; }

    public static async Task<RealGateway> StartAsync(
        JournalStoreOptions options, Func<GatewaySpec, GatewaySpec>? changed = null)
    {
        var plant = TestPlant.Of(TestPlant.Device(
            "d1", 1,
            [
                TestPlant.Point("temp", "input/0"),
                TestPlant.Point("level", "holding/0"),
                TestPlant.Point("valve", "holding/1", role: PointRole.Output),
            ]));
        var simulator = new ModbusSimulator(plant);
        simulator.Start();
        var store = await JournalStore.PrepareAsync(options);
        var host = new HostBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureServices(services => services.AddAkka("gateway", (builder, _) => builder
                .AddHocon("akka { loglevel = OFF, stdout-loglevel = OFF }", HoconAddMode.Append)
                .AddUnderstudyJournal(options)))
            .Build();
        await host.StartAsync();
        var protocol = new ModbusTcpProtocol();
        var environment = new GatewayEnvironment(
            "node", "installation", "boot", BootTimeProvider.Instance,
            new Dictionary<string, IProtocol> { [protocol.LinkKind] = protocol },
            () => Guid.NewGuid().ToString("N"), Random.Shared.NextDouble,
            new JournalProps(JournalLimits.Default, Random.Shared.NextDouble), true, new OrphanWatch(),
            new DriverActorOptions());
        var system = host.Services.GetRequiredService<ActorSystem>();
        var gateway = system.ActorOf(GatewayActor.Props(plant.Id, environment));
        var link = TestPlant.Link(simulator.Port, TimeSpan.FromMilliseconds(300));
        var declared = plant with { Link = link };
        await gateway.Ask(new GatewayCommands.Declare(changed?.Invoke(declared) ?? declared), Patient);
        var real = new RealGateway(host, store, simulator, gateway);
        await real.ServesAsync();
        // The first read of all points must not meet the fault that a test sets next.
        await Probe.UntilAsync(async () =>
            (await real.StatusAsync())!.Readings.All(reading => reading.SourceTime is not null));
        return real;
    }

    public async Task<object> WriteAsync(string point, long value, TimeSpan? timeout = null) =>
        await _gateway.Ask(
            new ShadowCommands.Mutate(
                Device, NewRequest(), false, "operator", new WriteOperation(new PointId(point), PointValue.Of(value)),
                timeout ?? TimeSpan.FromSeconds(10)),
            Patient);

    public async Task<object> DecideAsync(AdministrativeState state) =>
        await _gateway.Ask(
            new ShadowCommands.SetState(
                Device, NewRequest(), "operator", state, "new seal", null, TimeSpan.FromSeconds(10)),
            Patient);

    public async Task<Verdict> VerdictAsync(string point, long value) =>
        Assert.IsType<ShadowReplies.RequestStatus>(await WriteAsync(point, value)).Verdict;

    /// <summary>True: the driver gave a good value.</summary>
    public async Task<bool> ReadAsync() =>
        await ReadAsync("temp") is { ServedBy: ServedBy.Driver, Status.IsGood: true };

    /// <summary>Null: refused.</summary>
    public async Task<ServedReading?> ReadAsync(string point) =>
        await _gateway.Ask(
            new ShadowCommands.ReadPoints(
                Device, NewRequest(), "operator", [new PointId(point)], TimeSpan.FromSeconds(5)),
            Patient) is ShadowReplies.PointsRead { Readings: [var reading] } ? reading : null;

    public async Task<ShadowReplies.DeviceStatus?> StatusAsync() =>
        await _gateway.Ask(new ShadowQueries.GetDevice(Device), Patient) as ShadowReplies.DeviceStatus;

    /// <summary>The newest of one kind, as they are stored.</summary>
    public async Task<IReadOnlyList<string>> JournalAsync(string kind) =>
        [.. (await _journal.ReadAsync(new JournalQuery(JournalStreams.IdOf(Device), Kind: kind)))
            .Select(entry => entry.Json)];

    public async Task ServesAsync()
    {
        await Probe.UntilAsync(async () => await StatusAsync() is { Mode: DeviceMode.Passive });
        await Probe.UntilAsync(ReadAsync);
    }

    public double? Held(string point) => Simulator.Value(Device, new PointId(point)).AsNumber;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await Simulator.DisposeAsync();
        _store.Dispose();
    }

    private RequestId NewRequest() => new($"r{Interlocked.Increment(ref _requests)}");
}
