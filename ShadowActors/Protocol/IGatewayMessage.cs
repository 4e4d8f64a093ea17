using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>A message for one gateway: the shard region finds the gateway by it.</summary>
public interface IGatewayMessage
{
    GatewayId Gateway { get; }
}
