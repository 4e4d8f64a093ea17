using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Drivers;

/// <summary>Everything a driver may use: its tap on the device's side. While the driver is recovered the shadow
/// answers here too.</summary>
public interface IDriverHost
{
    DeviceSpec Device { get; }

    /// <summary>The incarnation's own session on the shared link. Revoked, it sends nothing any more.</summary>
    ILinkSession Link { get; }

    TimeProvider Time { get; }

    /// <summary>How long the gateway's link lets a device take for one request.</summary>
    TimeSpan ResponseTime => LinkSpec.DefaultResponseTime;

    /// <summary>What this incarnation holds: each resource is released when it ends, whether the driver did or not.
    /// </summary>
    ResourceLedger Resources { get; }

    /// <summary>Tells what the device reported unasked. Never blocks; dropped once the incarnation has ended.</summary>
    void Publish(IReadOnlyList<PointReading> readings);
}
