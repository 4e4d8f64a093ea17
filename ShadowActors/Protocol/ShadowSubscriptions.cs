using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>
/// What passes between a shadow and those who are told of each change of its device. A subscription is a lease: who
/// does not renew it is told nothing more, and a shadow that starts anew knows of none.
/// </summary>
public static class ShadowSubscriptions
{
    /// <summary>Tell the sender; also to renew its lease. Answered by <see cref="Seen"/> with all points, or by
    /// <see cref="ShadowReplies.Refused"/>.</summary>
    /// <param name="Lease">The sender's number, larger each time.</param>
    public sealed record Subscribe(DeviceId Device, long Lease) : IDeviceMessage;

    /// <summary>Tell the sender nothing more. Not answered. Goes to the shadow itself: by way of its gateway it could
    /// start one that is declared no more.</summary>
    public sealed record Unsubscribe(DeviceId Device);

    /// <summary>A device as clients are served now.</summary>
    /// <param name="Lease">The lease that this answers, with all points; null: the points that changed since the last
    /// one.</param>
    /// <param name="Cause">Why the device is not Passive; null in Passive.</param>
    public sealed record Seen(
        DeviceId Device,
        long? Lease,
        DeviceMode Mode,
        Incarnation Incarnation,
        string? Cause,
        ImmutableArray<ServedReading> Readings)
    {
        /// <summary>Points that are declared no more since the last one.</summary>
        public ImmutableArray<PointId> Gone { get; init; } = [];
    }

    /// <summary>The shadow stops or starts anew: it knows nothing of the lease any more.</summary>
    public sealed record Ended(DeviceId Device, string Reason);
}
