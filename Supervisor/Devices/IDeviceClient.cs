using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Devices;

/// <summary>
/// Asks shadows and gateways, wherever they run. Every question is answered or ends in a bounded time. Gateways and
/// devices that are not declared are refused here, so that nobody can start actors by asking for names.
/// </summary>
public interface IDeviceClient
{
    /// <summary>The answer, or null if none came within the command's time and a margin: then nothing is known of it.
    /// </summary>
    Task<ShadowReplies.IShadowReply?> AskAsync(ShadowCommands.IShadowCommand command);

    /// <summary>For <see cref="ShadowQueries"/>; null as above.</summary>
    Task<ShadowReplies.IShadowReply?> AskAsync(IDeviceMessage query, TimeSpan timeout);

    /// <summary>The gateway's state; null if it gave none within the time, or is not declared.</summary>
    Task<ShadowReplies.GatewayStatus?> GetGatewayAsync(GatewayId gateway, TimeSpan timeout);

    /// <summary>All declared gateways at once, in the order of their ids; null in the place of one that gave no answer.
    /// </summary>
    Task<IReadOnlyList<(GatewayId Gateway, ShadowReplies.GatewayStatus? Status)>> GetGatewaysAsync(TimeSpan timeout);
}
