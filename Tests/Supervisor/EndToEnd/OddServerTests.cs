using System.Net.Sockets;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A node and real servers that are up and do not serve it.</summary>
[Collection(AloneCollection.Name)]
public sealed class OddServerTests
{
    private const int Looks = 20;

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_serves_somebody_else_is_Bad_until_that_one_leaves_and_writes_nothing_late()
    {
        await using var server = new LibmodbusServer();
        await server.InitializeAsync();
        using var first = new TcpClient();
        await first.ConnectAsync("127.0.0.1", server.Port);
        await using var node = await NodeUnderTest.StartAsync(OvenPlant.Text(server.Port));
        await node.Client.UntilKnownAsync();
        await NodeClient.UntilAsync(
            async () => (await node.Client.JournalAsync()).Any(line => line.Word == "driver-failed NoResponse"),
            "the server gave no answer");

        await AssertNeverGoodAsync(node);
        Assert.Equal("NotExecuted", (await node.Client.WriteAsync("sp", 999, "500ms")).Verdict);

        first.Dispose();
        await node.Client.UntilServedAsync();
        await UntilGoodAsync(node);
        Assert.Equal("Confirmed", (await node.Client.WriteAsync("sp", 77)).Verdict);
        Assert.Equal(["1 holding/2 77"], server.Writes);
        AssertNotGivenUp(await node.Client.JournalAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_is_up_without_its_port_is_Bad_until_it_has_it()
    {
        await using var server = await PymodbusServer.StartAsync();
        await using var node = await NodeUnderTest.StartAsync(OvenPlant.Text(server.Port));
        await node.Client.UntilServedAsync();
        await UntilGoodAsync(node);

        await server.KillAsync();
        server.ReusesAddress = false;
        await server.RestartAsync();
        Assert.False(server.IsListening);
        await NodeClient.UntilAsync(
            async () => (await node.Client.ReadAsync("temp")).Quality == "Bad", "the old value is no longer good");
        await AssertNeverGoodAsync(node);

        server.ReusesAddress = true;
        await server.RestartAsync();
        Assert.True(server.IsListening);
        await node.Client.UntilServedAsync(incarnationMin: 2);
        await UntilGoodAsync(node);
        AssertNotGivenUp(await node.Client.JournalAsync());
    }

    private static void AssertNotGivenUp(List<JournalLine> journal) =>
        Assert.DoesNotContain(journal, line => line.Kind == "device-faulted");

    private static async Task AssertNeverGoodAsync(NodeUnderTest node)
    {
        for (var i = 0; i < Looks; i++)
        {
            var read = await node.Client.ReadAsync("temp");
            Assert.True(read is { Code: 200, Quality: "Bad", Value: null, ServedBy: "ShadowRespond" }, $"{read}");
            await Task.Delay(OvenPlant.ScanPeriod / 4);
        }
    }

    private static Task UntilGoodAsync(NodeUnderTest node) => NodeClient.UntilAsync(
        async () => await node.Client.ReadAsync("temp") is { Quality: "Good", Value: OvenPlant.Temperature },
        "the value is good");
}
