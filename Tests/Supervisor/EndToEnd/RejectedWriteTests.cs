using Understudy.Hardware.Modbus;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A node and a device that says no to a write: that is its answer, and no failure of its driver.</summary>
[Collection(AloneCollection.Name)]
public sealed class RejectedWriteTests
{
    // Nothing else is asked of the device, so that the fault meets the write.
    private static readonly Func<int, string> Unscanned =
        port => OvenPlant.Text(port).Replace("scan: fast, ", "", StringComparison.Ordinal);

    [Fact(Timeout = 60_000)]
    public async Task An_exception_is_told_in_words_and_fails_no_driver()
    {
        var gateway = PlantFile.Parse(Unscanned(1), "plant.yaml").Plant!.Gateways.Single();
        await using var simulator = new ModbusSimulator(gateway);
        simulator.Start();
        await using var node = await NodeUnderTest.StartAsync(Unscanned(simulator.Port));
        await node.Client.UntilServedAsync();

        foreach (var (code, words) in ((ModbusExceptionCode, string)[])
        [
            (ModbusExceptionCode.IllegalDataAddress, "exception 02: illegal data address"),
            (ModbusExceptionCode.IllegalDataValue, "exception 03: illegal data value"),
            (ModbusExceptionCode.ServerDeviceFailure, "exception 04: server device failure"),
            (ModbusExceptionCode.ServerDeviceBusy, "exception 06: server device busy"),
        ])
            foreach (var point in (string[])["sp", "out"])
                await AssertRejectedAsync(node, simulator, point, code, words);
        Assert.Equal(0, simulator.Executions.Total);

        simulator.Set(OvenPlant.Unit, new SimulatorFault.Exception(ModbusExceptionCode.ServerDeviceBusy), 2);
        var busyTwice = await node.Client.WriteAsync("sp", 77);
        Assert.Equal((200, "Confirmed"), (busyTwice.Code, busyTwice.Verdict));
        Assert.Equal(1, simulator.Executions.Total);

        var device = await node.Client.DeviceAsync();
        Assert.Equal(
            ("Passive", 1), (device.GetProperty("mode").GetString(), device.GetProperty("incarnation").GetInt32()));
        Assert.DoesNotContain(
            await node.Client.JournalAsync(), line => line.Kind is "driver-failed" or "device-faulted");
    }

    private static async Task AssertRejectedAsync(
        NodeUnderTest node, ModbusSimulator simulator, string point, ModbusExceptionCode code, string words)
    {
        simulator.Set(OvenPlant.Unit, new SimulatorFault.Exception(code));
        var told = await node.Client.WriteAsync(point, 99);
        simulator.ClearAll();
        Assert.Equal((422, "Rejected", "Driver"), (told.Code, told.Verdict, told.ServedBy));
        var request = await node.Client.GetAsync($"requests/{told.Request}");
        Assert.Contains(words, request.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }
}
