using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Drills;

/// <summary>A driver that fails at its next call, as a drill asked for, and is its inner one otherwise.</summary>
public sealed class DrillDriver(IDriver inner, DrillFault fault) : IDriver
{
    private readonly TaskCompletionSource _hang = new();
    private int _isSpent;

    public DriverTraits Traits => inner.Traits;

    public Task<DeviceIdentity> OpenAsync(IDriverHost host, CancellationToken cancellation) =>
        inner.OpenAsync(host, cancellation);

    public async Task<IReadOnlyList<PointReading>> ReadAsync(
        IReadOnlyList<PointId> points, CancellationToken cancellation)
    {
        await FailAsync();
        return await inner.ReadAsync(points, cancellation);
    }

    public async Task<MutationOutcome> WriteAsync(
        PointId point, PointValue value, MutationPermit permit, CancellationToken cancellation)
    {
        await FailAsync();
        return await inner.WriteAsync(point, value, permit, cancellation);
    }

    public async Task<MutationOutcome> InvokeAsync(
        CommandId command,
        IReadOnlyDictionary<string, PointValue> arguments,
        MutationPermit permit,
        CancellationToken cancellation)
    {
        await FailAsync();
        return await inner.InvokeAsync(command, arguments, permit, cancellation);
    }

    /// <summary>Ends the hang too, which has done its work by then: drills use up none of the orphans that a device may
    /// have.</summary>
    public ValueTask DisposeAsync()
    {
        _hang.TrySetCanceled();
        return inner.DisposeAsync();
    }

    private Task FailAsync()
    {
        if (Interlocked.Exchange(ref _isSpent, 1) != 0) return Task.CompletedTask;
        return fault switch
        {
            DrillFault.Throw => throw new InvalidOperationException("A drill made this call fail."),
            _ => _hang.Task,
        };
    }
}
