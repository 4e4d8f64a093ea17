using Akka.Cluster.Sharding;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Devices;

/// <summary>Finds the gateway that a message is for.</summary>
public sealed class GatewayExtractor() : HashCodeMessageExtractor(ShardsMax)
{
    /// <summary>As in akka.conf; the same on every node, for ever.</summary>
    public const int ShardsMax = 20;

    public override string? EntityId(object message) => (message as IGatewayMessage)?.Gateway.Value;
}
