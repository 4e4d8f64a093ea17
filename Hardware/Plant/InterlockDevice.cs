using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>The device whose point an interlock goes by, as it is declared: a profile has no gateway of its own.
/// </summary>
/// <param name="Gateway">Null: the one of the device that has the interlock.</param>
public sealed record InterlockDevice(GatewayId? Gateway, string Name)
{
    /// <param name="gateway">Of the device that has the interlock.</param>
    public DeviceId On(GatewayId gateway) => new(Gateway ?? gateway, Name);

    public override string ToString() => Gateway is null ? Name : $"{Gateway}/{Name}";
}
