using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What clients ask of a shadow. Each command gets exactly one answer, at the latest when its time is over:
/// a record of <see cref="ShadowReplies"/>.</summary>
public static class ShadowCommands
{
    /// <summary>A command with a time limit, counted from its arrival at the shadow.</summary>
    public interface IShadowCommand : IDeviceMessage
    {
        RequestId Request { get; }

        string Principal { get; }

        TimeSpan Timeout { get; }

        /// <summary>The span that asks (W3C Trace Context, <c>traceparent</c>); null: nobody follows it.</summary>
        string? Trace => null;
    }

    /// <summary>Answered by <see cref="ShadowReplies.PointsRead"/> or <see cref="ShadowReplies.Refused"/>.</summary>
    /// <param name="MaxAge">A value this young needs no reading from the device; null: always read.</param>
    public sealed record ReadPoints(
        DeviceId Device,
        RequestId Request,
        string Principal,
        ImmutableArray<PointId> Points,
        TimeSpan Timeout,
        TimeSpan? MaxAge = null,
        string? Trace = null) : IShadowCommand;

    /// <summary>A request to change the device.</summary>
    /// <param name="Keyed">The request id is the client's own idempotency key.</param>
    public sealed record Mutate(
        DeviceId Device,
        RequestId Request,
        bool Keyed,
        string Principal,
        Operation Operation,
        TimeSpan Timeout,
        string? Trace = null) : IShadowCommand;

    /// <summary>A planned failure: answered by <see cref="ShadowReplies.Done"/> when the new incarnation serves, or
    /// <see cref="ShadowReplies.Refused"/>.</summary>
    public sealed record RestartDriver(
        DeviceId Device, RequestId Request, string Principal, string Reason, TimeSpan Timeout) : IShadowCommand;

    /// <summary>A drill: answered by <see cref="ShadowReplies.Done"/> when the fault is armed. Journaled.</summary>
    public sealed record InjectFault(
        DeviceId Device, RequestId Request, string Principal, DrillFault Fault, TimeSpan Timeout) : IShadowCommand;

    /// <summary>An order on an alarm of the device: answered by <see cref="ShadowReplies.AlarmAnswered"/> when it is on
    /// record, or <see cref="ShadowReplies.Refused"/>. The same order again changes nothing.</summary>
    /// <param name="Alarm">Its name within the device, as in <see cref="AlarmNote"/>.</param>
    /// <param name="For">Shelve: for how long.</param>
    public sealed record ChangeAlarm(
        DeviceId Device,
        RequestId Request,
        string Principal,
        string Alarm,
        AlarmOrder Order,
        string? Comment,
        TimeSpan? For,
        TimeSpan Timeout) : IShadowCommand;
}
