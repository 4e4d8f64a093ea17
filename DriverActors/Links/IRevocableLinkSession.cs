using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Links;

/// <summary>A link session that its shadow can end.</summary>
public interface IRevocableLinkSession : ILinkSession
{
    /// <summary>After it returns, nothing of this session is written to the link any more, whatever its driver still
    /// tries; what waits is refused. Does not wait for answers. A second call does nothing.</summary>
    void Revoke();

    /// <summary>Somebody waits for this device and can't wait long: the next request of this session is tried though
    /// the unit is silent and its next try not due, the one that waits first if one does. For one request each time.
    /// </summary>
    void Hurry();
}
