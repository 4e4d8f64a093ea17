using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>A host without a shadow: for tests of a driver alone.</summary>
public sealed class DirectDriverHost(
    DeviceSpec device, ILinkSession link, TimeProvider time, TimeSpan responseTime) : IDriverHost
{
    public static readonly MutationPermit Permit =
        new(new RequestId("test"), new ClaimId("test"), new Incarnation(1), long.MaxValue);

    public DeviceSpec Device { get; } = device;

    public ILinkSession Link { get; } = link;

    public TimeProvider Time { get; } = time;

    public TimeSpan ResponseTime { get; } = responseTime;

    public ResourceLedger Resources { get; } = new();

    public void Publish(IReadOnlyList<PointReading> readings)
    {
    }
}
