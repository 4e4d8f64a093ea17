using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What the shadow manager tells a gateway.</summary>
public static class GatewayCommands
{
    /// <summary>This is what is declared. Telling it again changes nothing; a change restarts only what changed.
    /// Answered by <see cref="Declared"/>.</summary>
    public sealed record Declare(GatewaySpec Spec) : IGatewayMessage
    {
        public GatewayId Gateway => Spec.Id;
    }

    public sealed record Declared(GatewayId Gateway);

    /// <summary>The gateway is declared no more: release its claim, stop.</summary>
    public sealed record Retire(GatewayId Gateway) : IGatewayMessage;

    /// <summary>An order on an alarm of the gateway's own; answered as that of a device.</summary>
    public sealed record ChangeAlarm(
        GatewayId Gateway,
        RequestId Request,
        string Principal,
        string Alarm,
        AlarmOrder Order,
        string? Comment,
        TimeSpan? For) : IGatewayMessage;

    /// <summary>Notices of alarms of the gateway or its devices could not be delivered. Not answered: it becomes an
    /// alarm of the gateway's own.</summary>
    public sealed record NoticesLost(GatewayId Gateway, long Count, string Reason) : IGatewayMessage;

    /// <summary>Sent by sharding before the gateway moves or the node leaves: finish, release the claim, stop.
    /// </summary>
    public sealed record HandOff;
}
