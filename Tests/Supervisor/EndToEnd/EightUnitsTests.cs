using System.Diagnostics;
using Understudy.Hardware.Modbus;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A node and eight devices behind one socket that takes one request at a time: what one of them does wrong
/// does not slow the seven others, by the clock on the wall.</summary>
[Collection(AloneCollection.Name)]
[Trait("Category", "Long")]
public sealed class EightUnitsTests : IAsyncLifetime
{
    /// <summary>Of the scans that a device would have had alone.</summary>
    private const double ShareMin = 0.8;

    /// <summary>Tries of a silent unit while it is watched: the second of them 250 ms after the first, and each pause
    /// twice as long as the one before.</summary>
    private const int TriesMax = 6;

    private const int FailuresMin = 10;
    private const byte Failing = OvenPlant.Unit;

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(6);

    private readonly CountedUnits _units = new();
    private ModbusServer _server = null!;
    private NodeUnderTest _node = null!;

    public async ValueTask InitializeAsync()
    {
        _server = new ModbusServer(_units);
        _server.Start();
        _node = await NodeUnderTest.StartAsync(Plant(_server.Port));
        await NodeClient.UntilAsync(async () => (await ServedAsync()).Length == CountedUnits.Count, "all are served");
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_silent_unit_is_tried_seldom_and_seven_others_keep_their_period()
    {
        _units.Silence(Failing);
        var before = _units.Asked()[Failing];
        await NodeClient.UntilAsync(
            () => Task.FromResult(_units.Asked()[Failing] >= before + 2), "it is known as silent, and tried again");

        var tries = await AssertOthersKeepTheirPeriodAsync(() => Task.Delay(Watched));

        Assert.InRange(tries, 1, TriesMax);
        Assert.DoesNotContain(OvenPlant.Device, await ServedAsync());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_driver_that_fails_all_the_time_leaves_the_seven_others_their_period()
    {
        var failures = 0;

        await AssertOthersKeepTheirPeriodAsync(async () =>
        {
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < Watched; failures++)
            {
                var incarnation = (await _node.Client.DeviceAsync()).GetProperty("incarnation").GetInt64();
                await _node.Client.FaultAsync("Throw");
                await _node.Client.UntilServedAsync(incarnation + 1);
            }
        });

        Assert.True(failures >= FailuresMin, $"{failures} failures");
    }

    /// <returns>How often the failing unit was asked meanwhile.</returns>
    private async Task<int> AssertOthersKeepTheirPeriodAsync(Func<Task> meanwhile)
    {
        var (before, watch) = (_units.Asked(), Stopwatch.StartNew());
        await meanwhile();
        var (after, elapsed) = (_units.Asked(), watch.Elapsed);

        var scans = after.Zip(before, (now, then) => now - then).ToArray();
        var wanted = ShareMin * (elapsed / OvenPlant.ScanPeriod);
        for (var unit = 1; unit <= CountedUnits.Count; unit++)
            Assert.True(
                unit == Failing || scans[unit] >= wanted,
                $"unit {unit} of {string.Join(' ', scans[1..])} in {elapsed.TotalSeconds:0.0} s: {wanted:0} at least");
        Assert.Equal(
            CountedUnits.Count - 1, (await ServedAsync()).Count(device => device != OvenPlant.Device));
        return scans[Failing];
    }

    /// <summary>Whose driver serves.</summary>
    private async Task<string[]> ServedAsync()
    {
        using var http = new HttpClient { BaseAddress = _node.Address };
        var served = new List<string>();
        foreach (var device in Devices)
        {
            using var response = await http.GetAsync($"/api/v1/devices/hall1/{device}");
            var body = await response.Content.ReadAsStringAsync();
            if (body.Contains("\"mode\":\"Passive\"", StringComparison.Ordinal)) served.Add($"hall1/{device}");
        }

        return [.. served];
    }

    private static IEnumerable<string> Devices =>
        ["oven", .. Enumerable.Range(2, CountedUnits.Count - 1).Select(unit => $"unit{unit}")];

    // While a driver fails all the time, nothing but the work itself holds it up.
    private static string Plant(int port) => $$"""
        gateways:
          hall1:
            link: {modbusTcp: "127.0.0.1:{{port}}", responseTime: 1s, connectTime: 1s, inFlight: 1}
            scanClasses: {fast: {{OvenPlant.ScanPeriod.TotalMilliseconds}}ms}
            devices:
        {{string.Join('\n', Devices.Select((device, i) => $"      {device}: {{profile: meter, unit: {i + 1}}}"))}}
        profiles:
          meter:
            class: measuring
            budget: {intensity: 1000, holdTimeMin: 10ms, holdTimeMax: 10ms}
            points:
              temp: {at: input/0, unit: Cel, scan: fast}
        """;
}
