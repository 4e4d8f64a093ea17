using System.Collections.Concurrent;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;

namespace Understudy.Tests.DriverActors;

/// <summary>A driver that does what a test tells it to.</summary>
internal sealed class ScriptedDriver : IDriver
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public int CallsInFlightMax { get; init; } = 1;

    public IDriverHost? Host { get; private set; }

    public bool IsDisposed { get; private set; }

    public Func<CancellationToken, Task<DeviceIdentity>> OnOpen { get; set; } =
        _ => Task.FromResult(new DeviceIdentity("test"));

    public Func<IReadOnlyList<PointId>, CancellationToken, Task<IReadOnlyList<PointReading>>> OnRead { get; set; } =
        (points, _) => Task.FromResult(TestDevices.Readings(points));

    public Func<PointId, PointValue, CancellationToken, Task<MutationOutcome>> OnWrite { get; set; } =
        (_, _, _) => Task.FromResult<MutationOutcome>(new MutationOutcome.Acknowledged());

    public Func<ValueTask> OnDispose { get; set; } = () => ValueTask.CompletedTask;

    public DriverTraits Traits => new(CallsInFlightMax);

    public Task<DeviceIdentity> OpenAsync(IDriverHost host, CancellationToken cancellation)
    {
        Host = host;
        return OnOpen(cancellation);
    }

    public Task<IReadOnlyList<PointReading>> ReadAsync(
        IReadOnlyList<PointId> points, CancellationToken cancellation)
    {
        Calls.Enqueue($"read {string.Join(' ', points)}");
        return OnRead(points, cancellation);
    }

    public Task<MutationOutcome> WriteAsync(
        PointId point, PointValue value, MutationPermit permit, CancellationToken cancellation)
    {
        Calls.Enqueue($"write {value}");
        return OnWrite(point, value, cancellation);
    }

    public Task<MutationOutcome> InvokeAsync(
        CommandId command,
        IReadOnlyDictionary<string, PointValue> arguments,
        MutationPermit permit,
        CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return OnDispose();
    }
}
