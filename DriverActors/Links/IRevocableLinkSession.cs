using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Links;

/// <summary>A link session that its shadow can end.</summary>
public interface IRevocableLinkSession : ILinkSession
{
    /// <summary>After it returns, nothing of this session is written to the link any more, whatever its driver still
    /// tries; what waits is refused. Does not wait for answers. A second call does nothing.</summary>
    void Revoke();
}
