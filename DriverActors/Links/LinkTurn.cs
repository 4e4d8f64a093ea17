namespace Understudy.DriverActors.Links;

/// <summary>One request that waits for its turn; its task gives the connection to send on.</summary>
internal sealed class LinkTurn(byte unit, bool isMutation)
    : TaskCompletionSource<LinkConnection>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public byte Unit => unit;

    /// <summary>It is good for a short time only.</summary>
    public bool IsMutation => isMutation;
}
