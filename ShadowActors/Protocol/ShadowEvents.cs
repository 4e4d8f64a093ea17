using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What a device's journal holds. The names in the journal are in the serializer, never renamed or reused.
/// </summary>
public static partial class ShadowEvents
{
    /// <summary>An event of a device's stream.</summary>
    public abstract record ShadowEvent(EventStamp Stamp);

    /// <summary>From here on this process owns the device. The first append of each owner.</summary>
    public sealed record Claimed(EventStamp Stamp, string Node, string Installation, string Profile)
        : ShadowEvent(Stamp);

    /// <summary>The owner gave the device back: it sends nothing more, so a successor need not wait.</summary>
    public sealed record ClaimReleased(EventStamp Stamp) : ShadowEvent(Stamp);

    /// <summary>The driver is about to see this request. Written ahead.</summary>
    /// <param name="WaitedMs">How long before the client had asked, where it waited for a recovery; null: it did not
    /// wait, or what it waited is on record (queued, dispatched before).</param>
    public sealed record RequestDispatched(
        EventStamp Stamp, RequestId Request, bool Keyed, string Principal, Operation Operation, long? WaitedMs = null)
        : ShadowEvent(Stamp);

    /// <summary>Accepted while the driver is down, to be dispatched after recovery if that comes within the ttl.
    /// </summary>
    public sealed record RequestQueued(
        EventStamp Stamp, RequestId Request, bool Keyed, string Principal, Operation Operation, long TtlMs)
        : ShadowEvent(Stamp);

    /// <summary>A verdict on a dispatched or queued request. A later one refines an Indeterminate one.</summary>
    public sealed record RequestSettled(
        EventStamp Stamp, RequestId Request, Verdict Verdict, string? Reason, ServedBy ServedBy) : ShadowEvent(Stamp);

    /// <summary>The append of this dispatch was in doubt and came true after all; nothing was sent.</summary>
    public sealed record DispatchVoided(EventStamp Stamp, RequestId Request, string Reason) : ShadowEvent(Stamp);

    /// <summary>Takes the number at which an append in doubt might still have been written, so that it can't be.
    /// </summary>
    public sealed record JournalResumed(EventStamp Stamp, string Reason) : ShadowEvent(Stamp);

    /// <summary>Answers to reads, refusals, and verdicts that no event of their own tells, in the order given.
    /// </summary>
    /// <param name="Omitted">How many more answers of the same time were not kept, by the rule of recording.</param>
    public sealed record AnswersRecorded(EventStamp Stamp, ImmutableArray<AnswerRecord> Answers, int Omitted)
        : ShadowEvent(Stamp);

    /// <summary>Answers that could not be recorded, and safe actions that were sent without being written ahead.
    /// </summary>
    public sealed record GapRecorded(
        EventStamp Stamp, DateTimeOffset From, DateTimeOffset To, long Answers, ImmutableArray<string> SafeActions)
        : ShadowEvent(Stamp);

    /// <summary>A count is lower than it was: from here on <paramref name="Offset"/> is added to what the device gives.
    /// Written ahead of the first value that is told with it.</summary>
    /// <param name="Before">The last count before, as the device gave it.</param>
    /// <param name="Raw">The count now.</param>
    public sealed record OverlayChanged(
        EventStamp Stamp, PointId Point, OverlayCause Why, PointValue Before, PointValue Raw, PointValue Offset)
        : ShadowEvent(Stamp);

    public sealed record DriverOpened(EventStamp Stamp, string Identity, long ElapsedMs) : ShadowEvent(Stamp);

    /// <param name="InFlight">The requests that the driver had when it failed.</param>
    public sealed record DriverFailed(
        EventStamp Stamp,
        FailureKind Kind,
        string Message,
        string? Stack,
        ImmutableArray<RequestId> InFlight) : ShadowEvent(Stamp);

    /// <summary>An operator, or a changed plant, ordered a restart, which takes the same stages as a failure.</summary>
    public sealed record RestartOrdered(EventStamp Stamp, RequestId Request, string Principal, string Reason)
        : ShadowEvent(Stamp);

    /// <summary>A drill: the driver is about to be made to fail.</summary>
    public sealed record FaultInjected(EventStamp Stamp, RequestId Request, string Principal, DrillFault Fault)
        : ShadowEvent(Stamp);

    public sealed record StageCompleted(EventStamp Stamp, RecoveryStage Stage, long ElapsedUs) : ShadowEvent(Stamp);

    /// <summary>These settings are about to be written again. Written ahead, at most 32 at a time.</summary>
    /// <param name="Group">The restore group that they are, with what is done before and after; null: none.</param>
    public sealed record TransferPlanned(
        EventStamp Stamp, ImmutableArray<PlannedSetting> Settings, PlannedGroup? Group = null) : ShadowEvent(Stamp);

    /// <param name="Group">What became of the steps around them, where they are a restore group.</param>
    public sealed record SettingsTransferred(
        EventStamp Stamp, ImmutableArray<TransferredSetting> Settings, TransferredGroup? Group = null)
        : ShadowEvent(Stamp);

    /// <summary>The driver serves again.</summary>
    public sealed record RecoveryCompleted(EventStamp Stamp, long ElapsedUs) : ShadowEvent(Stamp);

    /// <summary>The budget is spent: given up for now, probed slowly.</summary>
    public sealed record DeviceFaulted(EventStamp Stamp, string Reason) : ShadowEvent(Stamp);

    /// <summary>Keys older than the key window make room.</summary>
    public sealed record KeysForgotten(EventStamp Stamp, ImmutableArray<RequestId> Requests) : ShadowEvent(Stamp);
}
