namespace Understudy.DriverActors.Links;

/// <summary>One request that waits for its turn; its task gives the connection to send on.</summary>
internal sealed class LinkTurn(byte unit)
    : TaskCompletionSource<LinkConnection>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public byte Unit => unit;
}
