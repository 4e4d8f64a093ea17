using System.Globalization;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Simulation;

namespace Understudy.Tests.Benchmarks.Device;

/// <summary>This program as the device, in a process of its own so that it has a thread pool of its own. It is told
/// what to do on its standard input and ends with it.</summary>
internal static class ServerMode
{
    public const string Argument = "server";
    public const string Ready = "port ";
    public const string SetDelay = "delay ";
    public const string PowerCycle = "power-cycle";
    public const string Done = "done";

    public static async Task<int> RunAsync(int settings)
    {
        var device = BenchmarkPlant.Device(settings);
        await using var simulator = new ModbusSimulator(
            BenchmarkPlant.GatewayOf(device, BenchmarkPlant.Link(port: 1, requestsInFlightMax: 1)));
        var units = new DelayedUnits(simulator);
        await using var server = new ModbusServer(units);
        server.Start();
        await Console.Out.WriteLineAsync($"{Ready}{server.Port}");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == PowerCycle) await simulator.PowerCycleAsync(BenchmarkPlant.Unit);
            else if (line.StartsWith(SetDelay, StringComparison.Ordinal))
                units.Delay = TimeSpan.FromMicroseconds(
                    double.Parse(line[SetDelay.Length..], CultureInfo.InvariantCulture));
            await Console.Out.WriteLineAsync(Done);
        }

        return 0;
    }
}
