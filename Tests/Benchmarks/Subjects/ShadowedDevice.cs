using System.Threading.Channels;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Understudy.DriverActors.Actors;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Time;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Hosting;
using Understudy.Tests.Benchmarks.Device;

namespace Understudy.Tests.Benchmarks.Subjects;

/// <summary>
/// The same driver under its shadow, with all that belongs to it: link actor and gate, driver actor, journal in a
/// SQLite file. Shadow and link stand below the root of an actor system, asked directly: what lies between a client and
/// a shadow (HTTP, sharding) is not measured.
/// </summary>
internal sealed class ShadowedDevice : IReader, IAsyncDisposable
{
    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AnswerTime = RequestTime + TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly IHost _host;
    private readonly JournalStore _store;
    private readonly Channel<long> _passive = Channel.CreateUnbounded<long>();
    private readonly IActorRef _shadow;
    private long _lastRequest;
    private string? _lock;

    private ShadowedDevice(IHost host, JournalStore store, DeviceSpec device, LinkSpec link, IProtocol protocol)
    {
        (_host, _store) = (host, store);
        var system = host.Services.GetRequiredService<ActorSystem>();
        system.ActorOf(Props.Create(() => new ModeWatch(_passive.Writer)));
        _shadow = Start(system, store, device, link, protocol);
    }

    /// <summary>The timestamps at which it came into the mode Passive.</summary>
    public ChannelReader<long> Passive => _passive.Reader;

    public static async Task<ShadowedDevice> StartAsync(
        DeviceSpec device, LinkSpec link, IProtocol protocol, string folder)
    {
        var store = await JournalStore.PrepareAsync(JournalStoreOptions.InFolder(folder));
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddAkka("benchmark", akka => akka
            .AddHoconFile(Path.Combine(AppContext.BaseDirectory, "akka.conf"), HoconAddMode.Append)
            .ConfigureLoggers(loggers => loggers.ClearLoggers())
            .AddUnderstudyJournal(store.Options));
        var host = builder.Build();
        await host.StartAsync();
        var started = new ShadowedDevice(host, store, device, link, protocol);
        while ((await started.StatusAsync()).Mode != DeviceMode.Passive) await Task.Delay(LookAgain);
        return started;
    }

    public async Task<ShadowReplies.DeviceStatus> StatusAsync() =>
        await _shadow.Ask<ShadowReplies.DeviceStatus>(
            new ShadowQueries.GetDevice(BenchmarkPlant.DeviceId), AnswerTime);

    public async Task ReadAsync(PointId point)
    {
        var reply = await AskAsync(point);
        if (reply is not ShadowReplies.PointsRead read || read.Readings[0] is not
            { ServedBy: ServedBy.Driver, Status.IsGood: true })
            throw new InvalidOperationException($"{point}: {reply}");
    }

    /// <summary>Whatever the answer is, and whoever gives it. As the API's client does it.</summary>
    public Task<object> AskAsync(PointId point) => _shadow.Ask<object>(
        new ShadowCommands.ReadPoints(BenchmarkPlant.DeviceId, NewId(), "benchmark", [point], RequestTime), AnswerTime);

    public async Task WriteAsync(PointId point, PointValue value)
    {
        var reply = await _shadow.Ask<object>(
            new ShadowCommands.Mutate(
                BenchmarkPlant.DeviceId, NewId(), false, "benchmark", new WriteOperation(point, value), RequestTime,
                Lock: _lock),
            AnswerTime);
        if (reply is not ShadowReplies.RequestStatus { Verdict: Verdict.Confirmed })
            throw new InvalidOperationException($"{point}: {reply}");
    }

    /// <summary>From now on its writes are of the lock's holder.</summary>
    public async Task TakeLockAsync(string proof)
    {
        var time = (long)ShadowLimits.LockTimeMax.TotalMilliseconds;
        var reply = await _shadow.Ask<object>(
            new ShadowCommands.TakeLock(BenchmarkPlant.DeviceId, NewId(), "benchmark", proof, time, RequestTime),
            AnswerTime);
        if (reply is not ShadowReplies.Decided) throw new InvalidOperationException($"{reply}");
        _lock = proof;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _store.Dispose();
    }

    private static IActorRef Start(
        ActorSystem system, JournalStore store, DeviceSpec device, LinkSpec link, IProtocol protocol)
    {
        var environment = new GatewayEnvironment(
            "benchmark",
            store.Installation,
            BootId.Read(),
            BootTimeProvider.Instance,
            new Dictionary<string, IProtocol> { [protocol.LinkKind] = protocol },
            () => Guid.CreateVersion7().ToString("N"),
            Random.Shared.NextDouble,
            new JournalProps(JournalLimits.Default, Random.Shared.NextDouble),
            DrillsAllowed: false,
            new OrphanWatch(),
            new DriverActorOptions());
        var gateway = GatewayLink.Create(
            device.Id.Gateway, link, () => protocol.CreateTransport(link, environment.Time), environment.Time,
            environment.Random);
        var linkActor = system.ActorOf(gateway.Actor);
        var claim = new ClaimId(environment.NewId());
        linkActor.Tell(new LinkCommands.Hold(claim));
        var own = new Ownership(
            claim, environment.Node, environment.Installation, environment.Boot, RequestTime, RequestTime, null, false,
            environment.Time.TimestampFrequency);
        var driver = DriverActor.Props(
            protocol.CreateDriver, environment.Time, environment.Orphans, environment.DriverOptions);
        var settings = new ShadowSettings(device, own, gateway.Gate, linkActor, driver, new ContactBoard());
        return system.ActorOf(ShadowActor.Props(settings, environment));
    }

    private RequestId NewId() => new($"b{Interlocked.Increment(ref _lastRequest)}");
}
