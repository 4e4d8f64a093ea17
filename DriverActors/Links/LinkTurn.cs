namespace Understudy.DriverActors.Links;

/// <summary>One request that waits for its turn; its task gives the place to send on.</summary>
internal sealed class LinkTurn(LinkAsk ask)
    : TaskCompletionSource<LinkPlace>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public LinkAsk Ask => ask;
}
