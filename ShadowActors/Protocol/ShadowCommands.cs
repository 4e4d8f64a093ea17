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

        /// <summary>The request id is the client's own idempotency key.</summary>
        bool Keyed => false;

        /// <summary>The span that asks (W3C Trace Context, <c>traceparent</c>); null: nobody follows it.</summary>
        string? Trace => null;
    }

    /// <summary>Answered by <see cref="ShadowReplies.PointsRead"/> or <see cref="ShadowReplies.Refused"/>.</summary>
    /// <param name="MaxAge">A value this young needs no reading from the device; null: always read.</param>
    /// <param name="RequireGood">Any other value is none to who asks: it waits while the driver is changed.</param>
    public sealed record ReadPoints(
        DeviceId Device,
        RequestId Request,
        string Principal,
        ImmutableArray<PointId> Points,
        TimeSpan Timeout,
        TimeSpan? MaxAge = null,
        string? Trace = null,
        bool RequireGood = false) : IShadowCommand;

    /// <summary>A request to change the device.</summary>
    /// <param name="Keyed">The request id is the client's own idempotency key.</param>
    /// <param name="Lock">What the client's lock token digests to; null: it has none.</param>
    public sealed record Mutate(
        DeviceId Device,
        RequestId Request,
        bool Keyed,
        string Principal,
        Operation Operation,
        TimeSpan Timeout,
        string? Trace = null,
        string? Lock = null) : IShadowCommand;

    /// <summary>A planned failure: answered by <see cref="ShadowReplies.Done"/> when the new incarnation serves, or
    /// <see cref="ShadowReplies.Refused"/>.</summary>
    public sealed record RestartDriver(
        DeviceId Device, RequestId Request, string Principal, string Reason, TimeSpan Timeout, bool Keyed = false)
        : IShadowCommand;

    /// <summary>What the driver failed at may be given to it again: answered by <see cref="ShadowReplies.Done"/> when
    /// that is on record. Journaled.</summary>
    /// <param name="Quarantined">A <see cref="QuarantineId"/>.</param>
    /// <param name="Lock">What the client's lock token digests to; null: it has none.</param>
    public sealed record LiftQuarantine(
        DeviceId Device, RequestId Request, string Principal, string Quarantined, TimeSpan Timeout, bool Keyed = false,
        string? Lock = null) : IShadowCommand;

    /// <summary>The value that the device has of a held setting becomes the recorded one: answered by
    /// <see cref="ShadowReplies.Done"/> when that is on record, or <see cref="ShadowReplies.Refused"/>. Journaled.
    /// </summary>
    /// <param name="Value">What the device has, as just read: it is refused where that is not so any more.</param>
    /// <param name="Lock">What the client's lock token digests to; null: it has none.</param>
    public sealed record AdoptSetting(
        DeviceId Device, RequestId Request, string Principal, PointId Point, PointValue Value, TimeSpan Timeout,
        bool Keyed = false, string? Lock = null) : IShadowCommand;

    /// <summary>A drill: answered by <see cref="ShadowReplies.Done"/> when the fault is armed. Journaled.</summary>
    public sealed record InjectFault(
        DeviceId Device, RequestId Request, string Principal, DrillFault Fault, TimeSpan Timeout, bool Keyed = false)
        : IShadowCommand;

    /// <summary>What a client ordered in several steps, and was told: answered by <see cref="ShadowReplies.Done"/> with
    /// that text as soon as it is on record; by <see cref="ShadowReplies.Refused"/> where the key stands for something
    /// else.</summary>
    /// <param name="Asked">The same text for the same order.</param>
    /// <param name="Answer">Null: tells only what is kept, an empty text where nothing is.</param>
    public sealed record KeepAnswer(
        DeviceId Device, RequestId Request, string Principal, string Asked, string? Answer, TimeSpan Timeout,
        bool Keyed = true) : IShadowCommand;

    /// <summary>Takes the device out of service or gives it back: answered by <see cref="ShadowReplies.Decided"/> when
    /// that is on record and in force, or <see cref="ShadowReplies.Refused"/>.</summary>
    /// <param name="Principal">Who is its owner then.</param>
    /// <param name="ForMs">Of Maintenance: after this time it is enabled by itself; null: by hand only.</param>
    /// <param name="Until">The time that the client named in its place; null: none.</param>
    public sealed record SetState(
        DeviceId Device,
        RequestId Request,
        string Principal,
        AdministrativeState State,
        string Reason,
        long? ForMs,
        TimeSpan Timeout,
        bool Keyed = false,
        DateTimeOffset? Until = null) : IShadowCommand;

    /// <summary>Takes the device's lock, or renews it with the same proof: answered by
    /// <see cref="ShadowReplies.Decided"/> when that is on record, or <see cref="ShadowReplies.Refused"/>.</summary>
    /// <param name="Principal">Who is its owner then.</param>
    /// <param name="Proof">What the owner's token digests to.</param>
    public sealed record TakeLock(
        DeviceId Device, RequestId Request, string Principal, string Proof, long ForMs, TimeSpan Timeout,
        bool Keyed = false) : IShadowCommand;

    /// <summary>Ends the device's lock: answered by <see cref="ShadowReplies.Decided"/> when that is on record, at once
    /// where none is held, or <see cref="ShadowReplies.Refused"/>.</summary>
    /// <param name="Break">Also one that is another's.</param>
    public sealed record ReleaseLock(
        DeviceId Device,
        RequestId Request,
        string Principal,
        string? Proof,
        bool Break,
        string? Reason,
        TimeSpan Timeout,
        bool Keyed = false) : IShadowCommand;

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
