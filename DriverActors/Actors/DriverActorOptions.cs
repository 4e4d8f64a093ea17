using Understudy.DriverActors.Dispatch;
using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Actors;

/// <summary>The bounds a driver actor keeps to.</summary>
public sealed record DriverActorOptions
{
    /// <summary>How long a call may go on after its cancellation before it counts as hanging.</summary>
    public TimeSpan GraceAfterCancel { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long disposing a driver may take, and once more releasing what it left behind.</summary>
    public TimeSpan DisposeTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Orphans (<see cref="OrphanWatch"/>) that a device may have; at this number it is not opened again.
    /// </summary>
    public int OrphansPerDeviceMax { get; init; } = 3;

    /// <summary>The same over all devices of the node. Fewer than <see cref="DriverThreads.LanesMax"/>.
    /// </summary>
    public int OrphansPerNodeMax { get; init; } = 16;

    /// <summary>Calls that may wait for the driver; one more is answered as not sent (<c>QueueFull</c>).</summary>
    public int CallsWaitingMax { get; init; } = 256;

    /// <summary>Distinct points in one read that was put together from several.</summary>
    public int PointsPerBatchMax { get; init; } = 64;

    /// <summary>What the driver says on the wire, in words, for traces; null: nobody can tell.</summary>
    public IWireWords? Words { get; init; }
}
