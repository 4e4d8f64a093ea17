using System.Text.Json;
using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A real node, a real device, and one response that stays while everything behind it fails.</summary>
[Collection(AloneCollection.Name)]
public sealed class EventStreamTests
{
    /// <summary>The first recovery is over within a period of a stream, the second one is not.</summary>
    private const string SecondTimeSlow = "{intensity: 5, holdTimeMin: 2s, holdTimeMax: 2s}";

    [Fact(Timeout = 120_000)]
    public async Task One_response_tells_failures_their_recoveries_and_a_planned_restart()
    {
        await using var server = await PymodbusServer.StartAsync();
        await using var node = await NodeUnderTest.StartAsync(OvenPlant.Text(server.Port, SecondTimeSlow));
        await node.Client.UntilServedAsync();
        using var reader = await EventReader.OpenAsync(node.Address);
        await reader.UntilQualityAsync("temp", "Good");

        await node.Client.FaultAsync("Throw");
        var failed = await reader.UntilModeAsync("Active");
        var passive = await reader.UntilModeAsync("Passive");
        await node.Client.FaultAsync("Throw");
        await reader.UntilModeAsync("Active");
        var uncertain = await reader.UntilQualityAsync("temp", "Uncertain");
        var again = await reader.UntilModeAsync("Passive");
        var good = await reader.UntilQualityAsync("temp", "Good");
        await node.Client.RestartAsync();
        var planned = await reader.UntilModeAsync("Passive");

        Assert.NotNull(failed.GetProperty("cause").GetString());
        Assert.Equal("ShadowRespond", uncertain.GetProperty("servedBy").GetString());
        Assert.Equal((2, 3, 4), (Incarnation(passive), Incarnation(again), Incarnation(planned)));
        Assert.Equal(("Driver", OvenPlant.Temperature), (
            good.GetProperty("servedBy").GetString(), good.GetProperty("value").GetInt32()));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_pulled_link_is_told_as_uncertain_and_then_bad_and_good_again()
    {
        await using var server = await PymodbusServer.StartAsync();
        await using var cable = new CuttableProxy(server.Port);
        await using var node = await NodeUnderTest.StartAsync(OvenPlant.Text(cable.Port));
        await node.Client.UntilServedAsync();
        using var reader = await EventReader.OpenAsync(node.Address, $"?point={OvenPlant.Device}/temp");
        await reader.UntilQualityAsync("temp", "Good");

        await cable.PullAsync();
        await reader.UntilQualityAsync("temp", "Uncertain");
        // Nothing is heard meanwhile: it is its age alone that makes it Bad.
        var bad = await reader.UntilQualityAsync("temp", "Bad");
        cable.PlugIn();
        await reader.UntilQualityAsync("temp", "Good");

        Assert.Equal(JsonValueKind.Null, bad.GetProperty("value").ValueKind);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_gateway_that_ends_and_comes_back_is_told_in_the_same_response()
    {
        await using var server = await PymodbusServer.StartAsync();
        await using var node = await NodeUnderTest.StartAsync(OvenPlant.Text(server.Port));
        await node.Client.UntilServedAsync();
        using var reader = await EventReader.OpenAsync(node.Address);
        await reader.UntilQualityAsync("temp", "Good");

        node.Gateways.Tell(new GatewayCommands.Retire(new GatewayId("hall1")));
        await reader.UntilModeAsync(null);
        var back = await reader.UntilModeAsync("Passive");
        await reader.UntilQualityAsync("temp", "Good");

        Assert.True(Incarnation(back) > 1);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_changed_and_then_a_removed_device_are_told_in_the_same_response()
    {
        await using var server = await PymodbusServer.StartAsync();
        var plant = OvenPlant.Text(server.Port);
        await using var node = await NodeUnderTest.StartAsync(plant);
        await node.Client.UntilServedAsync();
        using var reader = await EventReader.OpenAsync(node.Address);
        await reader.UntilAsync("point", data => data.GetProperty("point").GetString() == "limit");

        await node.Client.ApplyAsync(plant.Replace("limit:", "bound:", StringComparison.Ordinal));
        var point = await reader.UntilAsync("removed", _ => true);
        await reader.UntilQualityAsync("bound", "Good");
        await node.Client.ApplyAsync(plant.Replace("oven:", "dryer:", StringComparison.Ordinal));
        var device = await reader.UntilAsync("removed", data => !data.TryGetProperty("points", out _));
        await reader.UntilAsync("mode", data => data.GetProperty("device").GetString() == "hall1/dryer");

        Assert.Equal("limit", Assert.Single(point.GetProperty("points").EnumerateArray()).GetString());
        Assert.Equal(OvenPlant.Device, device.GetProperty("device").GetString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_client_that_lost_its_connection_is_told_the_recovery_it_missed_and_after_a_restart_all_anew()
    {
        await using var server = await PymodbusServer.StartAsync();
        var plant = OvenPlant.Text(server.Port);
        string? last;
        await using (var node = await NodeUnderTest.StartAsync(plant))
        {
            await node.Client.UntilServedAsync();
            using (var reader = await EventReader.OpenAsync(node.Address))
            {
                await reader.UntilQualityAsync("limit", "Good");
                last = reader.Seen[^1].Id;
            }

            await node.Client.FaultAsync("Throw");
            await node.Client.UntilServedAsync(incarnationMin: 2);
            using var back = await EventReader.OpenAsync(node.Address, lastId: last);
            await back.UntilModeAsync("Active");
            Assert.Equal(2, Incarnation(await back.UntilModeAsync("Passive")));
            Assert.DoesNotContain(back.Seen, each => each.Name == "resync");
            last = back.Seen[^1].Id;
        }

        await using var next = await NodeUnderTest.StartAsync(plant);
        await next.Client.UntilServedAsync();
        using var anew = await EventReader.OpenAsync(next.Address, lastId: last);
        await anew.UntilQualityAsync("temp", "Good");
        Assert.Equal("resync", anew.Seen[0].Name);
    }

    private static long Incarnation(JsonElement mode) => mode.GetProperty("incarnation").GetInt64();
}
