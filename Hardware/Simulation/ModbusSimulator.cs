using System.Net;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Simulation;

/// <summary>
/// Stands in for a declared gateway: serves each of its devices as a unit with its points, commands and identity,
/// moves the measurements, does wrong what it is told to do wrong, and keeps a log of what was really executed.
/// </summary>
public sealed class ModbusSimulator : ISimulatorFaults, IModbusUnits, IAsyncDisposable
{
    private readonly SimulatedUnit?[] _units = new SimulatedUnit?[256];
    private readonly GatewaySpec _gateway;
    private readonly FaultScript _faults = new();
    private readonly ModbusServer _server;
    private bool _isRefusing;

    /// <param name="time">Null: the system's.</param>
    /// <param name="address">Where it listens; null: loopback only.</param>
    public ModbusSimulator(GatewaySpec gateway, TimeProvider? time = null, IPAddress? address = null)
    {
        _gateway = gateway;
        foreach (var device in gateway.Devices)
            _units[device.Unit] = new SimulatedUnit(device, _faults, Executions, time ?? TimeProvider.System);
        _server = new ModbusServer(this, address);
    }

    /// <summary>What the devices executed.</summary>
    public ExecutionLog Executions { get; } = new();

    public int Port => _server.Port;

    public bool IsListening => _server.IsListening;

    /// <param name="port">0: the port it had before, or one that the system chooses.</param>
    public void Start(int port = 0) => _server.Start(port);

    /// <summary>Refuses and resets connections. The devices keep what they hold.</summary>
    public Task StopAsync() => _server.StopAsync();

    /// <summary>What a point holds now, whatever clients are told.</summary>
    public PointValue Value(DeviceId device, PointId point) => Unit(device).Get(point);

    /// <summary>Changes a point at the device's own panel; a measurement stays at it until <see cref="Unpin"/>. That
    /// is no execution.</summary>
    public void SetValue(DeviceId device, PointId point, PointValue value) => Unit(device).Put(point, value);

    /// <summary>As <see cref="SetValue"/>, for contents that are no value, such as a NaN.</summary>
    public void SetRaw(DeviceId device, ModbusAddress at, params ReadOnlySpan<ushort> values) =>
        Unit(device).PutRaw(at.Table, at.Offset, values);

    /// <summary>Lets the measurements of a device move again.</summary>
    public void Unpin(DeviceId device) => Unit(device).Unpin();

    public void Set(byte? unit, SimulatorFault fault, int? requests = null) => _faults.Set(unit, fault, requests);

    public void Clear(byte? unit) => _faults.Clear(unit);

    public void ClearAll()
    {
        _faults.ClearAll();
        Thaw();
        if (_isRefusing) AcceptConnections();
    }

    public Task RefuseConnectionsAsync()
    {
        _isRefusing = true;
        return _server.StopListeningAsync();
    }

    public void AcceptConnections()
    {
        _isRefusing = false;
        if (!_server.IsListening) _server.Start();
    }

    public Task DropConnectionsAsync() => _server.DropConnectionsAsync();

    public void Freeze() => _server.Pause.Begin();

    public void Thaw() => _server.Pause.End();

    public async Task PowerCycleAsync(byte? unit = null)
    {
        if (unit is { } one)
        {
            (_units[one] ?? throw new ArgumentException($"{_gateway.Id} has no unit {one}.", nameof(unit))).PowerOn();
            return;
        }

        var wasListening = _server.IsListening;
        await _server.StopAsync().ConfigureAwait(false);
        foreach (var each in _units) each?.PowerOn();
        if (wasListening) _server.Start();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    IModbusUnit? IModbusUnits.Find(byte unit) => _units[unit];

    private SimulatedUnit Unit(DeviceId id) =>
        _gateway.Devices.FirstOrDefault(device => device.Id == id) is { } device
            ? _units[device.Unit]!
            : throw new ArgumentException($"{_gateway.Id} has no device {id}.", nameof(id));
}
