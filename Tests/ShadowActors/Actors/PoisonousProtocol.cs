using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>Modbus, with drivers that throw at the same input each time.</summary>
internal sealed class PoisonousProtocol : IProtocol
{
    private readonly ModbusTcpProtocol _modbus = new();
    private int _thrown;

    public string LinkKind => _modbus.LinkKind;

    /// <summary>Writing this throws, when it has been sent.</summary>
    public PointValue? Value { get; set; }

    /// <summary>Reading this throws.</summary>
    public PointId? Point { get; set; }

    public int Thrown => Volatile.Read(ref _thrown);

    public ILinkTransport CreateTransport(LinkSpec link, TimeProvider time) => _modbus.CreateTransport(link, time);

    public IDriver CreateDriver(DeviceSpec device) => new Driver(this, _modbus.CreateDriver(device));

    private InvalidOperationException Boom()
    {
        Interlocked.Increment(ref _thrown);
        return new InvalidOperationException("This input breaks the driver.");
    }

    private sealed class Driver(PoisonousProtocol protocol, IDriver inner) : IDriver
    {
        public DriverTraits Traits => inner.Traits;

        public Task<DeviceIdentity> OpenAsync(IDriverHost host, CancellationToken cancellation) =>
            inner.OpenAsync(host, cancellation);

        public Task<IReadOnlyList<PointReading>> ReadAsync(
            IReadOnlyList<PointId> points, CancellationToken cancellation) =>
            protocol.Point is { } point && points.Contains(point)
                ? throw protocol.Boom()
                : inner.ReadAsync(points, cancellation);

        public async Task<MutationOutcome> WriteAsync(
            PointId point, PointValue value, MutationPermit permit, CancellationToken cancellation)
        {
            if (value != protocol.Value) return await inner.WriteAsync(point, value, permit, cancellation);
            await inner.WriteAsync(point, PointValue.Of(1), permit, cancellation);
            throw protocol.Boom();
        }

        public Task<MutationOutcome> InvokeAsync(
            CommandId command,
            IReadOnlyDictionary<string, PointValue> arguments,
            MutationPermit permit,
            CancellationToken cancellation) => inner.InvokeAsync(command, arguments, permit, cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
