using Understudy.Hardware.Model;

namespace Understudy.Hardware.Drivers;

/// <summary>
/// The right to send one mutation: made by the shadow when the event that says so is durable, checked by the link in
/// the same step as the socket write.
/// </summary>
/// <param name="SendBy">Last moment at which it may be sent, in <see cref="TimeProvider.GetTimestamp"/> of the node's
/// clock, which counts suspension.</param>
public sealed record MutationPermit(RequestId Request, ClaimId Claim, Incarnation Incarnation, long SendBy)
{
    /// <summary>A safe action: it is sent now or not at all, however long the device has been silent.</summary>
    public bool IsSafe { get; init; }
}
