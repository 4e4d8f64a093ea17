using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Benchmarks.Subjects;

/// <summary>Modbus, with drivers that throw once when they are told to.</summary>
internal sealed class FailingProtocol : IProtocol
{
    private readonly ModbusTcpProtocol _modbus = new();
    private int _isArmed;

    public string LinkKind => _modbus.LinkKind;

    /// <summary>The next read throws, before it sends anything.</summary>
    public void Arm() => Volatile.Write(ref _isArmed, 1);

    public ILinkTransport CreateTransport(LinkSpec link, TimeProvider time) => _modbus.CreateTransport(link, time);

    public IDriver CreateDriver(DeviceSpec device) => new FailingDriver(this, _modbus.CreateDriver(device));

    private sealed class FailingDriver(FailingProtocol protocol, IDriver inner) : IDriver
    {
        public DriverTraits Traits => inner.Traits;

        public Task<DeviceIdentity> OpenAsync(IDriverHost host, CancellationToken cancellation) =>
            inner.OpenAsync(host, cancellation);

        public Task<IReadOnlyList<PointReading>> ReadAsync(
            IReadOnlyList<PointId> points, CancellationToken cancellation) =>
            Interlocked.Exchange(ref protocol._isArmed, 0) == 0
                ? inner.ReadAsync(points, cancellation)
                : throw new InvalidOperationException("This call was made to fail.");

        public Task<MutationOutcome> WriteAsync(
            PointId point, PointValue value, MutationPermit permit, CancellationToken cancellation) =>
            inner.WriteAsync(point, value, permit, cancellation);

        public Task<MutationOutcome> InvokeAsync(
            CommandId command,
            IReadOnlyDictionary<string, PointValue> arguments,
            MutationPermit permit,
            CancellationToken cancellation) => inner.InvokeAsync(command, arguments, permit, cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
