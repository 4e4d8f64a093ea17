using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Hardware.Simulation;

/// <summary>Two simulated devices of four registers that hold 11 to 14 (unit 1) and 21 to 24 (unit 2); the first one
/// of each is at its default, which is 11 and 21.</summary>
public static class FaultyGateway
{
    public static readonly PointId[] Points = [new("a"), new("b"), new("c"), new("d")];

    public static DeviceSpec Device(byte unit) => TestPlant.Device(
        $"d{unit}",
        unit,
        [
            .. Points.Select((point, i) => TestPlant.Point(
                point.Value, $"holding/{i}", range: i == 0 ? new ValueRange((10 * unit) + 1, 1000) : null)),
        ]);

    public static ModbusSimulator Start(FakeTimeProvider? time = null)
    {
        var simulator = new ModbusSimulator(TestPlant.Of(Device(1), Device(2)), time);
        for (byte unit = 1; unit <= 2; unit++)
            for (var i = 1; i < Points.Length; i++)
                simulator.SetValue(Device(unit).Id, Points[i], PointValue.Of((10L * unit) + i + 1));
        simulator.Start();
        return simulator;
    }
}
