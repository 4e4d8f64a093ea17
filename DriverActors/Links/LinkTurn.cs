namespace Understudy.DriverActors.Links;

/// <summary>One request that waits for its turn; its task gives the place to send on.</summary>
internal sealed class LinkTurn(byte unit, bool isMutation, bool isAgain)
    : TaskCompletionSource<LinkPlace>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public byte Unit => unit;

    /// <summary>It is good for a short time only.</summary>
    public bool IsMutation => isMutation;

    /// <summary>It is sent for the second time, now with nothing beside it.</summary>
    public bool IsAgain => isAgain;
}
