using System.Diagnostics;
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
    private bool _isOff;

    /// <param name="time">Null: the system's.</param>
    /// <param name="address">Where it listens; null: loopback only.</param>
    public ModbusSimulator(GatewaySpec gateway, TimeProvider? time = null, IPAddress? address = null)
    {
        _gateway = gateway;
        foreach (var device in gateway.Devices)
            _units[device.Unit] = new SimulatedUnit(device, _faults, Executions, time ?? TimeProvider.System);
        _server = new ModbusServer(this, address, time);
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

    /// <summary>Lets the measurements of a device move again, or one of them.</summary>
    public void Unpin(DeviceId device, PointId? point = null) => Unit(device).Unpin(point);

    /// <summary>From now on a measurement moves like this, and no more by itself. A value the point can't hold is cut
    /// to what it holds.</summary>
    /// <exception cref="ArgumentException">There is no such point, or it can be written: it stays as it was written.
    /// </exception>
    public void Follow(DeviceId device, PointId point, Signal signal) => Unit(device).Follow(point, signal);

    public void Set(byte? unit, SimulatorFault fault, int? requests = null) => _faults.Set(unit, fault, requests);

    public void Clear(byte? unit) => _faults.Clear(unit);

    public void ClearAll()
    {
        _faults.ClearAll();
        foreach (var habit in Enum.GetValues<ServerHabits>()) _server.Conduct.Set(habit, isOn: false);
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
        if (!_isOff && !_server.IsListening) _server.Start();
    }

    public Task DropConnectionsAsync() => _server.DropConnectionsAsync();

    public void Freeze() => _server.Conduct.Pause.Begin();

    public void Thaw() => _server.Conduct.Pause.End();

    public async Task PowerCycleAsync(byte? unit = null)
    {
        if (unit is { } one)
        {
            (_units[one] ?? throw new ArgumentException($"{_gateway.Id} has no unit {one}.", nameof(unit))).PowerOn();
            return;
        }

        var wasListening = _server.IsListening;
        await PowerOffAsync(isSilent: false).ConfigureAwait(false);
        await PowerOnAsync(listens: wasListening).ConfigureAwait(false);
    }

    public Task BeginAsync(GatewayFault fault)
    {
        switch (fault)
        {
            case GatewayFault.NoPower off:
                return PowerOffAsync(off.IsSilent);
            case GatewayFault.Refusal:
                return RefuseConnectionsAsync();
            case GatewayFault.Drop:
                return DropConnectionsAsync();
            case GatewayFault.Deafness:
                _server.MuteConnections();
                break;
            case GatewayFault.Freeze:
                Freeze();
                break;
            default:
                _server.Conduct.Set(HabitOf(fault), isOn: true);
                break;
        }

        return Task.CompletedTask;
    }

    public Task EndAsync(GatewayFault fault)
    {
        switch (fault)
        {
            case GatewayFault.NoPower:
                return _isOff ? PowerOnAsync() : Task.CompletedTask;
            case GatewayFault.Refusal:
                if (_isRefusing) AcceptConnections();
                break;
            case GatewayFault.Drop or GatewayFault.Deafness:
                break;
            case GatewayFault.Freeze:
                Thaw();
                break;
            default:
                _server.Conduct.Set(HabitOf(fault), isOn: false);
                break;
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    IModbusUnit? IModbusUnits.Find(byte unit) => _units[unit];

    private static ServerHabits HabitOf(GatewayFault fault) => fault switch
    {
        GatewayFault.OneClient => ServerHabits.OneClient,
        GatewayFault.CloseOnSplitRequest => ServerHabits.ClosesOnSplitRequest,
        GatewayFault.LastFirst => ServerHabits.LastFirst,
        _ => throw new UnreachableException($"{fault} is no habit."),
    };

    private async Task PowerOffAsync(bool isSilent)
    {
        _isOff = true;
        await _server.StopListeningAsync().ConfigureAwait(false);
        if (isSilent) _server.MuteConnections();
        else await _server.DropConnectionsAsync().ConfigureAwait(false);
    }

    // What is left of the connections from before is reset: the device that is back does not know them.
    private async Task PowerOnAsync(bool listens = true)
    {
        _isOff = false;
        await _server.DropConnectionsAsync().ConfigureAwait(false);
        foreach (var unit in _units) unit?.PowerOn();
        if (listens && !_isRefusing && !_server.IsListening) _server.Start();
    }

    private SimulatedUnit Unit(DeviceId id) =>
        _gateway.Devices.FirstOrDefault(device => device.Id == id) is { } device
            ? _units[device.Unit]!
            : throw new ArgumentException($"{_gateway.Id} has no device {id}.", nameof(id));
}
