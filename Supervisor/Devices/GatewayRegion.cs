namespace Understudy.Supervisor.Devices;

/// <summary>Key of the gateways' shard region in the actor registry.</summary>
public sealed class GatewayRegion
{
    public const string TypeName = "gateway";
}
