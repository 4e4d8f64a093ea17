using Akka.Actor;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Links;

/// <summary>The two halves of a gateway's link: the gate that drivers send through, and the actor that keeps it
/// connected.</summary>
/// <param name="Gate">Opens sessions. Works, refusing, also before the actor is started.</param>
/// <param name="Actor">Props of the <see cref="LinkActor"/>, to be started once, below the gateway.</param>
public sealed record GatewayLink(ILinkGate Gate, Props Actor)
{
    /// <param name="transports">Makes a transport that is not yet connected, once per attempt.</param>
    /// <param name="random">Jitter of the reconnect waits, from 0 to below 1.</param>
    public static GatewayLink Create(
        GatewayId gateway, LinkSpec spec, Func<ILinkTransport> transports, TimeProvider time, Func<double> random)
    {
        var gate = new LinkGate(spec, time);
        return new GatewayLink(
            gate, Props.Create(() => new LinkActor(gateway, gate, spec, transports, time, random)));
    }
}
