using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Metrics;

/// <summary>The instruments that tell of gateways.</summary>
internal static class GatewayInstruments
{
    public static void Create(Meter meter, ConcurrentDictionary<GatewayId, GatewayMetrics> gateways)
    {
        meter.CreateObservableCounter(
            "understudy.link.reconnects",
            () => gateways.Values.Select(gateway => new Measurement<long>(gateway.Reconnects, gateway.Label)),
            "{connection}",
            "Connections to a gateway after the first one.");
        meter.CreateObservableGauge(
            "understudy.link.up",
            () => gateways.Values.Select(gateway => new Measurement<int>(gateway.LinkUp ? 1 : 0, gateway.Label)),
            description: "1 while the connection to the gateway stands.");
    }
}
