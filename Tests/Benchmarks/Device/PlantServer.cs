using System.Text.Json;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Benchmarks.Device;

/// <summary>This program as the devices of a plant's one gateway. It is told what to do on its standard input and ends
/// with it.</summary>
internal static class PlantServer
{
    public const string Argument = "plant-server";
    public const string Ready = "port ";
    public const string Silence = "silence ";
    public const string Clear = "clear";
    public const string Times = "times";
    public const string Done = "done";

    public static async Task<int> RunAsync(string file)
    {
        var plant = PlantFile.Parse(await File.ReadAllTextAsync(file), file).Plant
            ?? throw new InvalidOperationException($"{file} is no plant.");
        await using var simulator = new ModbusSimulator(plant.Gateways.Single());
        var units = new TimedUnits(simulator);
        await using var server = new ModbusServer(units);
        server.Start();
        await Console.Out.WriteLineAsync($"{Ready}{server.Port}");
        while (await Console.In.ReadLineAsync() is { } line)
            await Console.Out.WriteLineAsync(Answer(line, simulator, units));
        return 0;
    }

    private static string Answer(string line, ModbusSimulator simulator, TimedUnits units)
    {
        if (line == Times) return JsonSerializer.Serialize(units.TakeTimes());
        if (line == Clear) simulator.ClearAll();
        else if (line.StartsWith(Silence, StringComparison.Ordinal))
            simulator.Set(byte.Parse(line.AsSpan(Silence.Length)), new SimulatorFault.Silence());
        return Done;
    }
}
