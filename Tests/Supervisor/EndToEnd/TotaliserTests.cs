using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A node and a simulated meter whose count begins at zero when its power comes back.</summary>
[Collection(AloneCollection.Name)]
public sealed class TotaliserTests : IAsyncLifetime
{
    private static readonly PointId Count = new("count");

    private readonly ModbusSimulator _meter = new(PlantFile.Parse(Plant(1), "plant.yaml").Plant!.Gateways[0]);
    private readonly ScratchFolder _folder = new();
    private long _highest;

    public ValueTask InitializeAsync()
    {
        Show(1000);
        _meter.Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _meter.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_total_goes_on_where_it_stood_over_a_meter_without_power_and_a_node_that_starts_anew()
    {
        await using (var node = await StartAsync())
        {
            await UntilAsync(node, 1000, overlay: null);

            await _meter.PowerCycleAsync();
            await UntilAsync(node, 1000, """{"offset":1000,"raw":0}""");
            Show(7);
            await UntilAsync(node, 1007, """{"offset":1000,"raw":7}""");
            Assert.Single(await node.Client.JournalAsync(), line => line.Kind == "overlay-changed");
        }

        Show(9);
        await using var next = await StartAsync();
        await UntilAsync(next, 1009, """{"offset":1000,"raw":9}""");
        Assert.Single(await next.Client.JournalAsync(), line => line.Kind == "overlay-changed");
    }

    private static string Plant(int port) => $$"""
        gateways:
          hall1:
            link: {modbusTcp: "127.0.0.1:{{port}}", responseTime: 250ms, connectTime: 1s}
            scanClasses: {fast: 200ms}
            devices:
              oven: {profile: meter, unit: 1}
        profiles:
          meter:
            class: measuring
            points:
              count: {at: input/0, type: uint32, unit: kW.h, scan: fast, overlay: offset}
        """;

    private void Show(long count) => _meter.SetValue(DeviceId.Parse(OvenPlant.Device), Count, PointValue.Of(count));

    private async Task<NodeUnderTest> StartAsync()
    {
        var node = await NodeUnderTest.StartAsync(Plant(_meter.Port), options => options with
        {
            DataFolder = Path.Combine(_folder.Path, "data"),
        });
        await node.Client.UntilKnownAsync();
        return node;
    }

    /// <summary>Whatever a client is told on the way there, it never goes backwards.</summary>
    private Task UntilAsync(NodeUnderTest node, long count, string? overlay) => NodeClient.UntilAsync(
        async () =>
        {
            var told = await node.Client.GetAsync($"devices/{OvenPlant.Device}/points/{Count}");
            var value = told.GetProperty("value");
            if (value.ValueKind != JsonValueKind.Number) return false;
            Assert.True(value.GetInt64() >= _highest, $"{told} after {_highest}");
            _highest = value.GetInt64();
            return told.GetProperty("quality").GetString() == "Good" && _highest == count
                && (told.TryGetProperty("overlay", out var added) ? added.GetRawText() : null) == overlay;
        },
        $"the count is {count} with {overlay}");
}
