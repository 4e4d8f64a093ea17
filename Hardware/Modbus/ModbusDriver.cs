using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// Speaks to one device by its declared points and commands (Modbus Application Protocol V1.1b3, 6). Registers that
/// lie close together are read with one request.
/// </summary>
/// <remarks>Awaits stay on the caller's scheduler, which is the drivers' own.</remarks>
public sealed class ModbusDriver(DeviceSpec device) : IDriver
{
    /// <summary>The argument that carries the value of a command that declares none.</summary>
    public const string ValueArgument = "value";

    private static readonly DriverTraits OwnTraits = new(CallsInFlightMax: 8);

    private PointReader? _reader;
    private ValueWriter? _writer;

    public DriverTraits Traits => OwnTraits;

    public async Task<DeviceIdentity> OpenAsync(IDriverHost host, CancellationToken cancellation)
    {
        if (_reader is not null) throw new InvalidOperationException("A driver is opened once.");
        var exchange = new DeviceExchange(host);
        var identity = await DeviceCheck.AskAsync(device, exchange, cancellation);
        (_reader, _writer) = (new PointReader(host, exchange), new ValueWriter(exchange, device));
        return identity;
    }

    public Task<IReadOnlyList<PointReading>> ReadAsync(IReadOnlyList<PointId> points, CancellationToken cancellation)
    {
        var reader = _reader ?? throw NotOpen();
        return points.Count == 1
            ? reader.ReadOneAsync(points[0], cancellation)
            : reader.ReadManyAsync(points, cancellation);
    }

    public Task<MutationOutcome> WriteAsync(
        PointId point, PointValue value, MutationPermit permit, CancellationToken cancellation)
    {
        var spec = device.Point(point)
            ?? throw new ArgumentException($"{device.Id} has no point {point}.", nameof(point));
        return (_writer ?? throw NotOpen()).WriteAsync(ValueForm.Of(spec), value, permit, cancellation);
    }

    public Task<MutationOutcome> InvokeAsync(
        CommandId command,
        IReadOnlyDictionary<string, PointValue> arguments,
        MutationPermit permit,
        CancellationToken cancellation)
    {
        var spec = device.Command(command)
            ?? throw new ArgumentException($"{device.Id} has no command {command}.", nameof(command));
        var writer = _writer ?? throw NotOpen();
        if (spec.Value is { } declared) return writer.WriteAsync(ValueForm.Of(spec), declared, permit, cancellation);
        return arguments.TryGetValue(ValueArgument, out var given)
            ? writer.WriteAsync(ValueForm.Of(spec), given, permit, cancellation)
            : Task.FromResult<MutationOutcome>(
                MutationOutcome.Rejected.Unsent($"{command} needs the argument '{ValueArgument}'"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException NotOpen() => new("The driver is not open.");
}
