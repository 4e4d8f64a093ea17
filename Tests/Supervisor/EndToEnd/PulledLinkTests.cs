using System.Globalization;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

[Collection(AloneCollection.Name)]
public sealed class PulledLinkTests
{
    private const int Times = 20;

    /// <summary>The hold time of a second failure in a row is five seconds in this plant.</summary>
    private static readonly TimeSpan NoHoldTime = TimeSpan.FromSeconds(2);

    [Fact(Timeout = 180_000)]
    [Trait("Category", "Long")]
    public async Task Pulling_the_link_twenty_times_under_load_costs_nothing_of_the_budget()
    {
        await using var server = await PymodbusServer.StartAsync();
        await using var cable = new CuttableProxy(server.Port);
        await using var node = await NodeUnderTest.StartAsync(OvenPlant.Text(cable.Port, OvenPlant.TightBudget));
        await node.Client.UntilServedAsync();
        await using var load = new ClientLoad(node.Client);
        await load.UntilWellAsync(times: 2);

        for (var i = 0; i < Times; i++)
        {
            var incarnation = (await node.Client.DeviceAsync()).GetProperty("incarnation").GetInt64();
            await cable.PullAsync();
            await NodeClient.UntilAsync(
                async () => (await node.Client.DeviceAsync()).GetProperty("mode").GetString() == "Active",
                "the shadow has stepped in");
            cable.PlugIn();
            await node.Client.UntilServedAsync(incarnation + 1);
        }

        await node.Client.FaultAsync("Throw");
        await load.UntilWellAsync();
        await load.StopAsync();
        var journal = await node.Client.JournalAsync();

        Assert.Equal(Times, journal.Count(line => line.Word == "driver-failed LinkLost"));
        Assert.DoesNotContain(journal, line => line.Kind == "device-faulted");
        Assert.Equal(Times + 2, journal.Count(line => line.Kind == "recovery-completed"));
        var failed = Assert.Single(journal, line => line.Word == "driver-failed DriverException");
        var opened = journal.First(line => line.Number > failed.Number && line.Kind == "driver-opened");
        Assert.InRange(opened.Time - failed.Time, TimeSpan.Zero, NoHoldTime);
        Story.AssertReadersWereServedHonestly(load, outage: null);
        Story.AssertEveryWriteHasOneVerdict(load, journal, outage: null);
        var held = await Mbpoll.ReadAsync(server.Port, OvenPlant.Unit, "4", OvenPlant.SetpointRegister);
        Assert.Equal([Story.LastConfirmed(journal, "sp").ToString(CultureInfo.InvariantCulture)], held);
    }
}
