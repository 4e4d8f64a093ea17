using System.Collections.Immutable;
using Akka.Actor;
using Akka.Hosting;
using Akka.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
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

    /// <summary>Where the command that is declared safe writes.</summary>
    public static readonly ModbusAddress Stop = ModbusAddress.Parse("holding/22");

    private const string Stopped = """
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        """;

    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    /// <summary>A short part of the link's response time: an answer of the simulator needs some of these.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private readonly IHost _host;
    private readonly JournalStore _store;
    private readonly SqlJournalReader _journal;
    private readonly IActorRef _gateway;
    private readonly FakeTimeProvider? _time;
    private int _requests;

    private RealGateway(
        IHost host, JournalStore store, ModbusSimulator simulator, IActorRef gateway, FakeTimeProvider? time)
    {
        (_host, _store, _gateway, _time) = (host, store, gateway, time);
        _journal = new SqlJournalReader(store.Options);
        Simulator = simulator;
    }

    public ModbusSimulator Simulator { get; }

    /// <param name="time">Null: the system's. Else time stands still but where this or the test moves it.</param>
    /// <param name="devices">So many alike, d1 to dN.</param>
    public static async Task<RealGateway> StartAsync(
        JournalStoreOptions options,
        Func<GatewaySpec, GatewaySpec>? changed = null,
        FakeTimeProvider? time = null,
        IProtocol? protocol = null,
        int devices = 1)
    {
        var plant = TestPlant.Of([.. Enumerable.Range(1, devices).Select(Spec)]);
        var simulator = new ModbusSimulator(plant);
        simulator.Start();
        var store = await JournalStore.PrepareAsync(options);
        var host = new HostBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureServices(services => services.AddAkka("gateway", (builder, _) => builder
                .AddHocon("akka { loglevel = OFF, stdout-loglevel = OFF }", HoconAddMode.Append)
                .AddHocon(time is null ? "" : Stopped, HoconAddMode.Prepend)
                .AddUnderstudyJournal(options)))
            .Build();
        await host.StartAsync();
        protocol ??= new ModbusTcpProtocol();
        var environment = new GatewayEnvironment(
            "node", "installation", "boot", (TimeProvider?)time ?? BootTimeProvider.Instance,
            new Dictionary<string, IProtocol> { [protocol.LinkKind] = protocol },
            () => Guid.NewGuid().ToString("N"), Random.Shared.NextDouble,
            new JournalProps(
                JournalLimits.Default, Random.Shared.NextDouble, trouble: new JournalTrouble(options.ToString())),
            true,
            new OrphanWatch(),
            time is null ? new DriverActorOptions() : new DriverActorOptions { GraceAfterCancel = Patient });
        var system = host.Services.GetRequiredService<ActorSystem>();
        var gateway = system.ActorOf(GatewayActor.Props(plant.Id, environment));
        var link = TestPlant.Link(simulator.Port, TimeSpan.FromMilliseconds(300));
        var declared = plant with { Link = link };
        var real = new RealGateway(host, store, simulator, gateway, time);
        await real.AskAsync(new GatewayCommands.Declare(changed?.Invoke(declared) ?? declared));
        await real.ServesAsync();
        // The first read of all points must not meet the fault that a test sets next.
        await Probe.UntilAsync(async () =>
            (await real.StatusAsync())!.Readings.All(reading => reading.SourceTime is not null));
        return real;
    }

    /// <summary>Time that stands still goes on by so much: the clock and the actors' timers together.</summary>
    public void Advance(TimeSpan by)
    {
        _time!.Advance(by);
        ((TestScheduler)_host.Services.GetRequiredService<ActorSystem>().Scheduler).Advance(by);
    }

    public Task<object> WriteAsync(string point, long value, TimeSpan? timeout = null) =>
        WriteAsync(Device, point, value, timeout);

    public async Task<object> WriteAsync(DeviceId device, string point, long value, TimeSpan? timeout = null) =>
        await AskAsync(
            new ShadowCommands.Mutate(
                device, NewRequest(), false, "operator",
                new WriteOperation(new PointId(point), PointValue.Of(value)),
                timeout ?? TimeSpan.FromSeconds(10)));

    /// <summary>The command that is declared safe.</summary>
    public async Task<object> StopAsync(string request) =>
        await AskAsync(
            new ShadowCommands.Mutate(
                Device, new RequestId(request), true, "operator", new InvokeOperation(
                    new CommandId("stop"), ImmutableSortedDictionary<string, PointValue>.Empty),
                TimeSpan.FromSeconds(10)));

    public async Task<object> LockAsync(string owner) =>
        await AskAsync(
            new ShadowCommands.TakeLock(Device, NewRequest(), owner, "proof", 600_000, TimeSpan.FromSeconds(10)));

    public async Task<object> DecideAsync(AdministrativeState state) =>
        await _gateway.Ask(
            new ShadowCommands.SetState(
                Device, NewRequest(), "operator", state, "new seal", null, TimeSpan.FromSeconds(10)),
            Patient);

    public async Task<Verdict> VerdictAsync(string point, long value) =>
        Assert.IsType<ShadowReplies.RequestStatus>(await WriteAsync(point, value)).Verdict;

    /// <summary>Null: refused.</summary>
    public async Task<Verdict?> VerdictOrNullAsync(string point, long value) =>
        (await WriteAsync(point, value) as ShadowReplies.RequestStatus)?.Verdict;

    /// <summary>True: the driver gave a good value.</summary>
    public async Task<bool> ReadAsync() =>
        await ReadAsync("temp") is { ServedBy: ServedBy.Driver, Status.IsGood: true };

    /// <summary>Null: refused.</summary>
    public async Task<ServedReading?> ReadAsync(string point)
    {
        var read = new ShadowCommands.ReadPoints(
            Device, NewRequest(), "operator", [new PointId(point)], TimeSpan.FromSeconds(5));
        return await AskAsync(read) is ShadowReplies.PointsRead { Readings: [var reading] } ? reading : null;
    }

    public async Task<ShadowReplies.DeviceStatus?> StatusAsync() =>
        await AskAsync(new ShadowQueries.GetDevice(Device)) as ShadowReplies.DeviceStatus;

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

    private static DeviceSpec Spec(int number) => TestPlant.Device(
        $"d{number}", (byte)number,
        [
            TestPlant.Point("temp", "input/0"),
            TestPlant.Point("level", "holding/0"),
            TestPlant.Point("valve", "holding/1", role: PointRole.Output),
        ],
        [
            TestPlant.Command("stop", $"{Stop}", PointType.Uint16, PointValue.Of(1)) with
            {
                Idempotent = true, Safe = true,
            },
        ]);

    // Where time stands still it goes on, little by little, until the answer is there.
    private async Task<object> AskAsync(object message)
    {
        var asking = _gateway.Ask(message).WaitAsync(Patient);
        if (_time is null) return await asking;
        do Advance(Step);
        while (await Task.WhenAny(asking, Task.Delay(1)) != asking);
        return await asking;
    }

    private RequestId NewRequest() => new($"r{Interlocked.Increment(ref _requests)}");
}
