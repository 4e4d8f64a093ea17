using System.Text.RegularExpressions;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;
using Understudy.Tests.Supervisor.Simulation.Scripts;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>The executable plays a plant with a script, and a client sees the faults and their ends.</summary>
[Collection(AloneCollection.Name)]
public sealed partial class ScriptedSimulationTests
{
    private static readonly TimeSpan ResponseTime = TimeSpan.FromMilliseconds(300);

    [Fact(Timeout = 60_000)]
    public async Task A_script_breaks_a_unit_and_its_gateway_and_both_recover()
    {
        using var folder = new ScratchFolder();
        folder.File("plant.yaml", GivenScript.PlantText);
        folder.File("script.yaml", """
            loop: 6s
            steps:
              - {at: 1s, for: 2s, device: hall1/pump, fault: silence}
              - {at: 4s, gateway: hall1, fault: {powerCycle: {off: 1s}}}
            waveforms: {hall1/pump/speed: {constant: 4711}}
            """);
        await using var process = NodeProcess.Start(
            folder.Path, "simulate", "plant.yaml", "--port", "0", "--script", "script.yaml");
        var port = await UntilItServesAsync(process);

        await UntilAsync(process, port, 1, "NoResponse");
        await UntilAsync(process, port, 1, "1267");
        await UntilAsync(process, port, 1, "LinkLost");
        await UntilAsync(process, port, 1, "1267");

        process.Interrupt();
        Assert.Equal(0, await process.ExitAsync());
        var lines = process.Output.Split('\n').Where(line => line.Contains(" s ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            [
                "1.0 s hall1/pump: silence for 2s", "3.0 s hall1/pump: silence ends", "4.0 s hall1: powerCycle for 1s",
                "5.0 s hall1: powerCycle ends",
            ],
            lines[..4]);
    }

    [Fact(Timeout = 60_000)]
    [Trait("Category", "Long")]
    public async Task A_node_is_Bad_while_the_script_has_its_device_silent_or_without_power_and_Good_again_after_it()
    {
        using var folder = new ScratchFolder();
        folder.File("plant.yaml", OvenPlant.Text(1));
        folder.File("script.yaml", """
            loop: 16s
            steps:
              - {at: 6s, for: 2s, device: hall1/oven, fault: silence}
              - {at: 12s, gateway: hall1, fault: {powerCycle: {off: 2s, silent: true}}}
            waveforms: {hall1/oven/temp: {constant: 42}}
            """);
        await using var process = NodeProcess.Start(
            folder.Path, "simulate", "plant.yaml", "--port", "0", "--script", "script.yaml");
        var port = await UntilItServesAsync(process);
        await using var node = await NodeUnderTest.StartAsync(OvenPlant.Text(port));
        await node.Client.UntilKnownAsync();

        for (var fault = 0; fault < 2; fault++)
        {
            await NodeClient.UntilAsync(
                async () => await node.Client.ReadAsync("temp") is { Quality: "Good", Value: 42 }, "it is good");
            await NodeClient.UntilAsync(
                async () => await node.Client.ReadAsync("temp") is { Quality: "Bad", Value: null }, "it is bad");
        }

        await node.Client.UntilServedAsync();
        Assert.DoesNotContain(await node.Client.JournalAsync(), line => line.Kind == "device-faulted");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_script_that_does_not_fit_the_plant_is_refused_before_anything_starts()
    {
        using var folder = new ScratchFolder();
        folder.File("plant.yaml", GivenScript.PlantText);
        folder.File("script.yaml", "steps:\n  - {at: 1s, device: hall1/pomp, fault: silence}\n");
        var (exit, output) = await NodeProcess.RunAsync(
            folder.Path, null, "simulate", "plant.yaml", "--port", "0", "--script", "script.yaml");
        Assert.Equal(2, exit);
        Assert.Contains(
            "script.yaml:2:22: steps.0.device: The plant has no device 'hall1/pomp': did you mean 'hall1/pump'?",
            output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1:", output, StringComparison.Ordinal);
    }

    private static async Task<int> UntilItServesAsync(NodeProcess process)
    {
        await NodeClient.UntilAsync(
            () => Task.FromResult(process.Output.Contains("Simulating.", StringComparison.Ordinal)), "it serves");
        return int.Parse(
            PortOfHall1().Match(process.Output).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task UntilAsync(NodeProcess process, int port, byte unit, string answer) => NodeClient.UntilAsync(
        async () => await AskAsync(port, unit) == answer, $"{answer} after\n{process.Output}");

    // What comes of asking for the first input register on a new connection.
    private static async Task<string> AskAsync(int port, byte unit)
    {
        await using var transport = new ModbusTcpTransport(TestPlant.Link(port, ResponseTime), TimeProvider.System);
        try
        {
            await transport.ConnectAsync(CancellationToken.None);
            var request = new ModbusRequest.Read(ModbusTable.Input, 0, 1).ToPdu();
            var reply = await transport.ExchangeAsync(
                new LinkRequest(unit, request, null, ResponseTime), () => null, CancellationToken.None);
            return Convert.ToHexString(reply.Span[2..]);
        }
        catch (LinkLostException)
        {
            return "LinkLost";
        }
        catch (NoResponseException)
        {
            return "NoResponse";
        }
    }

    [GeneratedRegex(@"hall1: 127\.0\.0\.1:(\d+)")]
    private static partial Regex PortOfHall1();
}
