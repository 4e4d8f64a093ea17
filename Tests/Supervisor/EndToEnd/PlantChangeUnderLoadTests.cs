using System.Collections.Concurrent;
using System.Globalization;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A node, a simulated device and clients at work, while the plant is changed and drivers are restarted.
/// </summary>
public sealed class PlantChangeUnderLoadTests : IAsyncLifetime
{
    private const byte Unit = 1;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentQueue<ReadAnswer> _reads = new();
    private readonly ConcurrentQueue<WriteAnswer> _writes = new();
    private readonly CancellationTokenSource _stop = new();
    private ModbusSimulator _simulator = null!;
    private NodeUnderTest _node = null!;
    private int _value;

    public async ValueTask InitializeAsync()
    {
        _simulator = new ModbusSimulator(PlantFile.Parse(Text(502), "plant.yaml").Plant!.Gateways.Single());
        _simulator.Start();
        _node = await NodeUnderTest.StartAsync(Text(_simulator.Port));
        await _node.Client.UntilServedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _simulator.DisposeAsync();
        _stop.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task Ten_changes_of_the_plant_and_restarts_cost_no_client_an_error()
    {
        var clients = Task.WhenAll(
            ReadAsync("temp"), ReadAsync("temp?require=good"), ReadAsync("sp"),
            WriteAsync("sp"), WriteAsync("sp"), WriteAsync("valve"), WriteAsync("batch"));
        var client = _node.Client;
        var port = _simulator.Port;
        (string Plant, bool IsSeen)[] changes =
        [
            (Text(port, sp: 13), true),
            (Text(port, sp: 13, area: "hall 2", stale: "9s", guidance: "open the window"), false),
            (Text(port, sp: 13, scale: "0.1"), true),
            (Text(port, sp: 13, scale: "0.1", range: 30_000, scan: "300ms"), false),
            (Text(port, sp: 13, responseTime: "900ms"), true),
            (Text(port), true),
            (Text(port, area: "hall 3"), false),
            (Text(port, spare: "new"), true),
            (Text(port, spare: "new", stale: "8s"), false),
            (Text(port), true),
        ];
        foreach (var (plant, isSeen) in changes)
        {
            var before = await ServedAsync();
            await client.ApplyAsync(plant);
            if (isSeen) await client.UntilServedAsync(before + 1);
            var after = await ServedAsync();
            Assert.True(isSeen ? after > before : after == before, $"{before}, then {after}");
            await client.RestartAsync();
        }

        await _stop.CancelAsync();
        await clients;

        Assert.All(_reads, read => Assert.True(read.Code == 200, $"{read}"));
        Assert.All(
            _reads.Where(read => read.Point.EndsWith("good", StringComparison.Ordinal)),
            read => Assert.True(read.Quality == "Good", $"{read}"));
        Assert.All(_writes, write => Assert.True(
            write is { Code: 200, Verdict: "Confirmed" } or { Code: 202, Point: "batch" }, $"{write}"));
        Assert.True(_reads.Count > 50 && _writes.Count > 50, $"{_reads.Count} reads, {_writes.Count} writes");
        var executed = _simulator.Executions.Entries.SelectMany(entry => entry.Values).ToHashSet();
        Assert.All(
            _writes.Where(write => write.Code == 200),
            write => Assert.True(executed.Contains((ushort)write.Value), $"not executed: {write}"));
        foreach (var queued in _writes.Where(write => write.Code == 202)) await AssertDoneAsync(queued, executed);
        Assert.Contains(await client.JournalAsync(), line => line.Kind == "device-redeclared");
    }

    // A later one of the same point takes the place of one that still waits.
    private async Task AssertDoneAsync(WriteAnswer queued, HashSet<ushort> executed)
    {
        var told = await _node.Client.GetAsync($"devices/{OvenPlant.Device}/requests/{queued.Request}");
        var verdict = told.GetProperty("verdict").GetString();
        if (verdict == "Confirmed") Assert.Contains((ushort)queued.Value, executed);
        else Assert.StartsWith("Superseded", told.GetProperty("reason").GetString());
    }

    private async Task<long> ServedAsync()
    {
        await _node.Client.UntilServedAsync();
        return (await _node.Client.DeviceAsync()).GetProperty("incarnation").GetInt64();
    }

    private async Task ReadAsync(string point)
    {
        while (!_stop.IsCancellationRequested)
        {
            _reads.Enqueue(await _node.Client.ReadAsync(point));
            await Task.Delay(Pause);
        }
    }

    // No value comes twice, so that what the device executed names its request.
    private async Task WriteAsync(string point)
    {
        while (!_stop.IsCancellationRequested)
        {
            _writes.Enqueue(await _node.Client.WriteAsync(point, Interlocked.Increment(ref _value)));
            await Task.Delay(Pause);
        }
    }

    private static string Text(
        int port,
        int sp = 2,
        string scale = "1",
        string area = "hall 1",
        string stale = "7s",
        string guidance = "look at it",
        int range = 20_000,
        string scan = "200ms",
        string responseTime = "1s",
        string? spare = null) => string.Create(CultureInfo.InvariantCulture, $$"""
        gateways:
          hall1:
            link: {modbusTcp: "127.0.0.1:{{port}}", responseTime: {{responseTime}}, connectTime: 1s, inFlight: 1}
            scanClasses: {fast: {{scan}}}
            devices:
              oven: {profile: controller, unit: {{Unit}}, area: {{area}}}
        profiles:
          controller:
            class: register
            points:
              temp:
                at: input/5
                type: uint16
                scan: fast
                scale: {{scale}}
                staleAfter: {{stale}}
                alarms:
                  high: 900
                  guidance: {{guidance}}
              sp: {at: holding/{{sp}}, type: uint16, range: [0, {{range}}], role: configuration}
              valve: {at: holding/3, type: uint16, role: output}
              batch: {at: holding/4, type: uint16, role: output, whenDown: queue, ttl: 10s}
              {{spare ?? "spare"}}:
                at: holding/{{(sp == 13 ? 2 : 13)}}
                type: uint16
                role: output

        """);
}
