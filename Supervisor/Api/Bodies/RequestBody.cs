using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>A request to change a device, and what is known of it.</summary>
/// <param name="Operation">With <c>do</c>: <c>write</c> (point, value) or <c>invoke</c> (command, arguments).</param>
public sealed record RequestBody(
    RequestId RequestId,
    DeviceId Device,
    Operation Operation,
    Verdict Verdict,
    string? Reason,
    ServedBy ServedBy,
    DateTimeOffset At)
{
    public static RequestBody Of(ShadowReplies.RequestStatus status) => new(
        status.Request, status.Device, status.Operation, status.Verdict, status.Reason, status.ServedBy, status.At);
}
