using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>The frames between the node and a device, as far as they are kept.</summary>
/// <param name="Until">When it will be off; null: it is off, and nothing is kept.</param>
/// <param name="Dropped">Frames since it was switched on that had to make room for later ones.</param>
/// <param name="Last">Give it as <c>after</c> to get what follows.</param>
public sealed record TraceBody(
    DeviceId Device, DateTimeOffset? Until, long Dropped, ImmutableArray<TraceFrameBody> Frames, long? Last)
{
    public static TraceBody Of(WireTraceMessages.WireTraceKept kept, long? after) => new(
        kept.Device,
        kept.Until,
        kept.Dropped,
        [.. kept.Frames.Select(TraceFrameBody.Of)],
        kept.Frames.IsEmpty ? after : kept.Frames[^1].Number);
}

/// <summary>One frame.</summary>
/// <param name="Direction"><c>sent</c> or <c>received</c>.</param>
/// <param name="Hex">The whole frame, two digits a byte.</param>
/// <param name="Words">What it says, in one line.</param>
public sealed record TraceFrameBody(
    long Number, DateTimeOffset Time, string Direction, int Unit, string Hex, string Words)
{
    public static TraceFrameBody Of(TracedFrame frame) => new(
        frame.Number, frame.Time, frame.IsSent ? "sent" : "received", frame.Unit, frame.Hex, frame.Words);
}
