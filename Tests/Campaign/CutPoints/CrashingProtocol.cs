using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Campaign.CutPoints;

/// <summary>Modbus TCP whose drivers can be made to throw in the midst of what they do.</summary>
internal sealed class CrashingProtocol : IProtocol
{
    private readonly ModbusTcpProtocol _inner = new();
    private volatile TaskCompletionSource _crash = New();

    /// <summary>Called before a driver begins a write or a command of the name, and when the link refused it.</summary>
    public (string Name, Action Begun, Action Refused)? Watch { get; set; }

    public string LinkKind => _inner.LinkKind;

    /// <summary>Each call that a driver has now, and the first one that it gets else, throws.</summary>
    public void Crash()
    {
        var crash = _crash;
        _crash = New();
        crash.SetResult();
    }

    public ILinkTransport CreateTransport(LinkSpec link, TimeProvider time) => _inner.CreateTransport(link, time);

    public IDriver CreateDriver(DeviceSpec device) => new Driver(this, _inner.CreateDriver(device), _crash.Task);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Driver(CrashingProtocol protocol, IDriver inner, Task crash) : IDriver
    {
        public DriverTraits Traits => inner.Traits;

        public Task<DeviceIdentity> OpenAsync(IDriverHost host, CancellationToken cancellation) =>
            OrCrashAsync(inner.OpenAsync(host, cancellation));

        public Task<IReadOnlyList<PointReading>> ReadAsync(
            IReadOnlyList<PointId> points, CancellationToken cancellation) =>
            OrCrashAsync(inner.ReadAsync(points, cancellation));

        public Task<MutationOutcome> WriteAsync(
            PointId point, PointValue value, MutationPermit permit, CancellationToken cancellation) =>
            OrCrashAsync(WatchedAsync(point.Value, () => inner.WriteAsync(point, value, permit, cancellation)));

        public Task<MutationOutcome> InvokeAsync(
            CommandId command,
            IReadOnlyDictionary<string, PointValue> arguments,
            MutationPermit permit,
            CancellationToken cancellation) =>
            OrCrashAsync(WatchedAsync(
                command.Value, () => inner.InvokeAsync(command, arguments, permit, cancellation)));

        public ValueTask DisposeAsync() => inner.DisposeAsync();

        private async Task<MutationOutcome> WatchedAsync(string name, Func<Task<MutationOutcome>> mutateAsync)
        {
            if (protocol.Watch is not { } watch || watch.Name != name) return await mutateAsync();
            watch.Begun();
            try
            {
                return await mutateAsync();
            }
            catch (SendRefusedException)
            {
                watch.Refused();
                throw;
            }
        }

        private async Task<T> OrCrashAsync<T>(Task<T> call)
        {
            if (await Task.WhenAny(call, crash) == call) return await call;
            _ = call.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
            throw new InvalidOperationException("The driver crashed.");
        }
    }
}
