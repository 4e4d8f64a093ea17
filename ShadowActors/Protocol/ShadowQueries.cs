using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What can be asked of a shadow or a gateway without anything being done. Answered at once, from memory.
/// </summary>
public static class ShadowQueries
{
    /// <summary>Answered by <see cref="ShadowReplies.RequestStatus"/> or <see cref="ShadowReplies.Refused"/>.</summary>
    public sealed record GetRequest(DeviceId Device, RequestId Request) : IDeviceMessage;

    /// <summary>Answered by <see cref="ShadowReplies.DeviceStatus"/> or <see cref="ShadowReplies.Refused"/>.</summary>
    public sealed record GetDevice(DeviceId Device) : IDeviceMessage;

    /// <summary>Answered by <see cref="ShadowReplies.GatewayStatus"/>.</summary>
    public sealed record GetGateway(GatewayId Gateway) : IGatewayMessage;
}
