using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Peers;

/// <summary>Our own simulator, with the tables of the other peers.</summary>
public sealed class SimulatorPeer : IModbusPeer
{
    private const int Addresses = 200;

    private static readonly DeviceSpec Device = TestPlant.Device(
        "oven",
        1,
        [
            .. Enumerable.Range(0, Addresses).SelectMany(address => new[]
            {
                TestPlant.Point($"input{address}", $"input/{address}"),
                TestPlant.Point($"discrete{address}", $"discrete/{address}", PointType.Bool),
                TestPlant.Point($"holding{address}", $"holding/{address}"),
                TestPlant.Point($"coil{address}", $"coil/{address}", PointType.Bool),
            }),
        ]);

    private readonly ModbusSimulator _simulator = new(TestPlant.Of(Device));

    public int Port => _simulator.Port;

    public IReadOnlyList<string> Writes =>
    [
        .. _simulator.Executions.Entries.SelectMany(entry => entry.Values.Select((value, i) =>
            $"{entry.Unit} {entry.Table.ToString().ToLowerInvariant()}/{entry.Address + i} {value}")),
    ];

    public ValueTask InitializeAsync()
    {
        PowerOn();
        _simulator.Start();
        return ValueTask.CompletedTask;
    }

    public void Hang() => _simulator.Set(null, new SimulatorFault.Silence());

    public void Continue() => _simulator.Clear(null);

    public Task KillAsync() => _simulator.StopAsync();

    public async Task RestartAsync()
    {
        await _simulator.StopAsync();
        await _simulator.PowerCycleAsync();
        PowerOn();
        _simulator.Start();
    }

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    private void PowerOn()
    {
        _simulator.SetValue(Device.Id, new PointId("holding122"), PointValue.Of(0xE2A0L));
        for (var address = 0; address < Addresses; address++)
        {
            _simulator.SetValue(Device.Id, new PointId($"input{address}"), PointValue.Of((long)address));
            _simulator.SetValue(Device.Id, new PointId($"discrete{address}"), PointValue.Of(address % 3 == 1));
        }
    }
}
