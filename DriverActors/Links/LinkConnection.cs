using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Links;

/// <summary>One connection as the gate sees it. Touched under the gate's lock only.</summary>
internal sealed class LinkConnection(ILinkTransport transport)
{
    public ILinkTransport Transport => transport;

    public int RequestsInFlight { get; set; }
}
