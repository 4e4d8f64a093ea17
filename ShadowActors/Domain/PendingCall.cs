using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>A call that the present incarnation of the driver has.</summary>
public abstract record PendingCall
{
    private PendingCall()
    {
    }

    /// <summary>The points that it reads; none where it changes something.</summary>
    public ImmutableArray<PointId> Read { get; init; } = [];

    /// <summary>For a client's ticket.</summary>
    public sealed record ForClient(long Ticket) : PendingCall;

    public sealed record ForScan(TimeSpan Period) : PendingCall;

    /// <summary>Looks whether settings were changed at the device.</summary>
    /// <param name="Order">What the journal knew when it was asked: what was written later is not compared.</param>
    /// <param name="After">The newest call before it.</param>
    /// <param name="IsAll">All settings that may be read are among them.</param>
    public sealed record ForLook(ImmutableArray<PointId> Points, long Order, long After, bool IsAll) : PendingCall;

    public sealed record ForRequest(RequestId Request) : PendingCall;

    /// <summary>The transfer's own: reading back, or writing a setting.</summary>
    public sealed record ForTransfer(ImmutableArray<PointId> Points) : PendingCall;

    /// <summary>A step of unlocking or locking a restore group.</summary>
    public sealed record ForGroupStep(string Group) : PendingCall;

    /// <summary>The inputs of the interlocks of a request, which were not fresh.</summary>
    public sealed record ForInterlocks(RequestId Request) : PendingCall;
}
