using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A node and a server that is alive, takes connections, and hears the node's one no more.</summary>
[Collection(AloneCollection.Name)]
public sealed class DeafConnectionTests
{
    private static readonly TimeSpan RenewedWithin = TimeSpan.FromSeconds(60);

    [Fact(Timeout = 120_000)]
    [Trait("Category", "Long")]
    public async Task The_node_renews_the_connection_and_serves_the_device_again_by_itself()
    {
        var gateway = PlantFile.Parse(OvenPlant.Text(1), "plant.yaml").Plant!.Gateways.Single();
        await using var simulator = new ModbusSimulator(gateway);
        simulator.Start();
        await using var node = await NodeUnderTest.StartAsync(OvenPlant.Text(simulator.Port));
        await node.Client.UntilServedAsync();
        await NodeClient.UntilAsync(IsGoodAsync, "it is good");

        await simulator.BeginAsync(new GatewayFault.Deafness());
        await NodeClient.UntilAsync(
            async () => await node.Client.ReadAsync("temp") is { Quality: "Bad", Value: null }, "it is bad");
        Assert.NotEqual("Confirmed", (await node.Client.WriteAsync("sp", 999, "1s")).Verdict);

        using var limit = new CancellationTokenSource(RenewedWithin);
        while (!await IsGoodAsync())
        {
            Assert.False(limit.IsCancellationRequested, $"Not renewed within {RenewedWithin}.");
            await Task.Delay(OvenPlant.ScanPeriod, CancellationToken.None);
        }

        await node.Client.UntilServedAsync(incarnationMin: 2);
        Assert.Equal("Confirmed", (await node.Client.WriteAsync("sp", 77)).Verdict);
        Assert.Equal(1, simulator.Executions.Total);
        var journal = await node.Client.JournalAsync();
        Assert.Contains(journal, line => line.Word == "driver-failed NoResponse");
        Assert.DoesNotContain(journal, line => line.Kind == "device-faulted");

        async Task<bool> IsGoodAsync() => (await node.Client.ReadAsync("temp")).Quality == "Good";
    }
}
