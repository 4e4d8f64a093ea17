using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>Looking at a device's frames. None of it is in the journal: it changes nothing.</summary>
public static class WireTraceMessages
{
    /// <summary>Keeps the device's frames for this time from now, or not any more. Answered by
    /// <see cref="WireTraceKept"/> without frames, or <see cref="ShadowReplies.Refused"/>.</summary>
    /// <param name="ForMs">0: off, and what was kept is forgotten.</param>
    public sealed record SwitchWireTrace(DeviceId Device, long ForMs) : IDeviceMessage;

    /// <summary>Answered by <see cref="WireTraceKept"/> or <see cref="ShadowReplies.Refused"/>.</summary>
    /// <param name="After">Only frames with a greater number.</param>
    public sealed record GetWireTrace(DeviceId Device, long After) : IDeviceMessage;

    /// <param name="Until">When it will be off, by the wall clock; null: it is off.</param>
    /// <param name="Dropped">Frames since it was switched on that had to make room for later ones.</param>
    public sealed record WireTraceKept(
        DeviceId Device, DateTimeOffset? Until, long Dropped, ImmutableArray<TracedFrame> Frames)
        : ShadowReplies.IShadowReply;
}
