using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>A message for one device: its gateway passes it on to the device's shadow.</summary>
public interface IDeviceMessage : IGatewayMessage
{
    DeviceId Device { get; }

    GatewayId IGatewayMessage.Gateway => Device.Gateway;
}
