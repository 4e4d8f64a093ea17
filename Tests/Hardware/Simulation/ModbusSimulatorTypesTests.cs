using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Simulation;

/// <summary>What the simulator's points of every type are to a client that somebody else wrote.</summary>
public sealed class ModbusSimulatorTypesTests
{
    [Theory]
    [MemberData(nameof(WireSamples.Types), MemberType = typeof(WireSamples))]
    public async Task What_a_client_writes_the_points_hold(PointType type)
    {
        var samples = WireSamples.Of(type, first: 0);
        var device = TestPlant.Device("oven", 1, [.. samples.Select(sample => sample.Point)]);
        await using var simulator = new ModbusSimulator(TestPlant.Of(device));
        simulator.Start();
        var registers = samples.SelectMany(sample => sample.Registers)
            .Select(register => register.ToString(CultureInfo.InvariantCulture));
        await Mbpoll.WriteAsync(simulator.Port, 1, "4", 0, [.. registers]);
        Assert.Equal(
            samples.Select(sample => sample.Shown),
            samples.Select(sample => sample.Shows(simulator.Value(device.Id, sample.Point.Id))));
    }

    [Theory]
    [MemberData(nameof(WireSamples.Types), MemberType = typeof(WireSamples))]
    public async Task What_the_points_hold_a_client_reads(PointType type)
    {
        var samples = WireSamples.Of(type, first: 0);
        var device = TestPlant.Device("oven", 1, [.. samples.Select(sample => sample.Point)]);
        await using var simulator = new ModbusSimulator(TestPlant.Of(device));
        simulator.Start();
        foreach (var sample in samples) simulator.SetValue(device.Id, sample.Point.Id, sample.Value);
        var registers = samples.SelectMany(sample => sample.Hex).ToArray();
        Assert.Equal(registers, await Mbpoll.ReadAsync(simulator.Port, 1, "4:hex", 0, registers.Length));
    }

    [Theory]
    [InlineData(WordOrder.ABCD)]
    [InlineData(WordOrder.CDAB)]
    public async Task A_measurement_that_moves_is_the_same_number_to_a_client(WordOrder order)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 7, TimeSpan.Zero));
        var temperature = TestPlant.Point(
            "temp", "input/4", PointType.Float32, order, range: new ValueRange(20, 200));
        var device = TestPlant.Device("oven", 1, [temperature]);
        await using var simulator = new ModbusSimulator(TestPlant.Of(device), time);
        simulator.Start();
        var read = Assert.Single(await Mbpoll.ReadAsync(simulator.Port, 1, "3:float", 4, 1, order));
        Assert.Equal(
            simulator.Value(device.Id, temperature.Id).AsReal,
            double.Parse(read, CultureInfo.InvariantCulture),
            tolerance: 0.001);
    }
}
