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
    /// <param name="Declared">Names the device's declaration and the version of its driver; null: not said.</param>
    public sealed record Claimed(
        EventStamp Stamp, string Node, string Installation, string Profile, string? Declared = null)
        : ShadowEvent(Stamp);

    /// <summary>The owner gave the device back: it sends nothing more, so a successor need not wait.</summary>
    public sealed record ClaimReleased(EventStamp Stamp) : ShadowEvent(Stamp);

    /// <summary>The driver is about to see this request. Written ahead.</summary>
    /// <param name="WaitedMs">How long before the client had asked, where it waited for a recovery; null: it did not
    /// wait, or what it waited is on record (queued, dispatched before).</param>
    /// <param name="Before">Of the write of a setting, what the device had, as far as it was read; null: not known.
    /// </param>
    /// <param name="Shown">What the point of its <c>confirmBy</c> read just before; null: it needs no such point, or
    /// what that read is not known.</param>
    public sealed record RequestDispatched(
        EventStamp Stamp, RequestId Request, bool Keyed, string Principal, Operation Operation, long? WaitedMs = null,
        PointValue? Before = null, PointValue? Shown = null) : ShadowEvent(Stamp);

    /// <summary>Accepted while the driver is down, to be dispatched after recovery if that comes within the ttl.
    /// </summary>
    /// <param name="Lock">What the client's lock token digests to; null: it had none.</param>
    public sealed record RequestQueued(
        EventStamp Stamp,
        RequestId Request,
        bool Keyed,
        string Principal,
        Operation Operation,
        long TtlMs,
        string? Lock = null) : ShadowEvent(Stamp);

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
    /// <param name="Reads">The points that it was reading; null: not said.</param>
    /// <param name="Setting">The recorded setting that it was writing again; null: none, or not said.</param>
    /// <param name="Group">The restore group that it was unlocking or locking; null: none, or not said.</param>
    public sealed record DriverFailed(
        EventStamp Stamp,
        FailureKind Kind,
        string Message,
        string? Stack,
        ImmutableArray<RequestId> InFlight,
        ImmutableArray<PointId>? Reads = null,
        PointId? Setting = null,
        string? Group = null) : ShadowEvent(Stamp);

    /// <summary>The driver failed twice while it had this request: it is not sent again.</summary>
    /// <param name="Declared">The declaration it failed under: <see cref="Quarantined.Declared"/>.</param>
    public sealed record RequestQuarantined(
        EventStamp Stamp, RequestId Request, Verdict Verdict, string Reason, string Declared) : ShadowEvent(Stamp);

    /// <summary>The driver failed twice while it read this point: it is not read again.</summary>
    public sealed record ReadQuarantined(EventStamp Stamp, PointId Point, string Reason, string Declared)
        : ShadowEvent(Stamp);

    /// <summary>The driver failed twice while it wrote this setting again: recoveries leave it out.</summary>
    public sealed record SettingSkipped(
        EventStamp Stamp, PointId Point, PointValue Recorded, PointValue? Actual, string Reason, string Declared)
        : ShadowEvent(Stamp);

    /// <summary>The driver failed twice while it unlocked or locked this restore group: recoveries leave it out.
    /// </summary>
    public sealed record GroupSkipped(EventStamp Stamp, string Group, string Reason, string Declared)
        : ShadowEvent(Stamp);

    /// <summary>From here on the setting is what the device has.</summary>
    /// <param name="Before">What was recorded before.</param>
    /// <param name="Request">The order; null: nobody ordered it, it was changed at the device.</param>
    public sealed record SettingAdopted(
        EventStamp Stamp, PointId Point, PointValue Value, PointValue? Before, RequestId? Request, string Principal,
        string Reason) : ShadowEvent(Stamp);

    /// <summary>The device began anew while its driver served: it is recovered from like a failure.</summary>
    /// <param name="Settings">Those that it lost, as far as they are what told it.</param>
    /// <param name="Again">True: too soon after the last time, so it is not recovered from, and what was lost is held;
    /// null: it is.</param>
    public sealed record DeviceResetDetected(
        EventStamp Stamp, string Reason, ImmutableArray<PointId> Settings, bool? Again = null) : ShadowEvent(Stamp);

    /// <summary>These restore groups were perhaps left unlocked, and are declared no more: nothing locks them now.
    /// </summary>
    /// <param name="Held">What was held of points that are declared as settings no more; null: nothing.</param>
    public sealed record GroupsForgotten(
        EventStamp Stamp, ImmutableArray<string> Groups, ImmutableArray<PointId>? Held = null) : ShadowEvent(Stamp);

    /// <summary>These are given to the driver again.</summary>
    /// <param name="Ids">Each a <see cref="QuarantineId"/>.</param>
    /// <param name="Request">The order; null: nobody ordered it.</param>
    public sealed record QuarantineLifted(
        EventStamp Stamp, ImmutableArray<string> Ids, RequestId? Request, string Principal, string Reason)
        : ShadowEvent(Stamp);

    /// <summary>An operator, or a changed plant, ordered a restart, which takes the same stages as a failure.</summary>
    public sealed record RestartOrdered(EventStamp Stamp, RequestId Request, string Principal, string Reason)
        : ShadowEvent(Stamp);

    /// <summary>From here on the device is declared otherwise.</summary>
    /// <param name="NewIncarnation">The driver sees the difference, and another one is opened.</param>
    /// <param name="What">What changed, for people.</param>
    /// <param name="Declared">As of a claim: with another one the driver may not fail at what it failed at.</param>
    /// <param name="Forgotten">Points whose values mean something else from here on, or that are declared no more: what
    /// was read of them is nothing now. Null: none.</param>
    public sealed record DeviceRedeclared(
        EventStamp Stamp,
        string Profile,
        bool NewIncarnation,
        string What,
        string Declared,
        ImmutableArray<PointId>? Forgotten = null) : ShadowEvent(Stamp);

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

    /// <summary>People took the device out of service, or gave it back; or its time was over. Written ahead.</summary>
    /// <param name="ForMs">After this time it is enabled by itself; null: by hand only.</param>
    /// <param name="Start">The key that it began Disabled under, which happens once for each; null: a decision.</param>
    public sealed record AdministrativeStateChanged(
        EventStamp Stamp,
        AdministrativeState State,
        string Principal,
        string Reason,
        long? ForMs,
        string? Start = null) : ShadowEvent(Stamp);

    /// <summary>Somebody has the exclusive right to change the device for this time: taken, or renewed.</summary>
    /// <param name="Proof">What the owner's token digests to.</param>
    public sealed record LockTaken(EventStamp Stamp, string Proof, string Owner, long ForMs) : ShadowEvent(Stamp);

    /// <param name="Principal">Who ended it.</param>
    /// <param name="Owner">Whose lock it was.</param>
    /// <param name="Broken">It was ended without its token.</param>
    public sealed record LockReleased(
        EventStamp Stamp, string Principal, string Owner, bool Broken, string? Reason) : ShadowEvent(Stamp);

    /// <summary>Points and commands have other ids from here on, as the plant declares; all change at once.</summary>
    /// <param name="Stated">All that the plant says of former ids: it is acted upon once.</param>
    /// <param name="DeclaredBefore">The declaration, had nothing been renamed: what is quarantined under it...</param>
    /// <param name="Declared">...stays there under this one.</param>
    public sealed record IdsRenamed(
        EventStamp Stamp, RenamedIds Renamed, RenamedIds Stated, string DeclaredBefore, string Declared)
        : ShadowEvent(Stamp);

    /// <summary>From here on a client's key stands for this order, and for what was told of it.</summary>
    /// <param name="Asked">What was ordered, as the key is compared by.</param>
    public sealed record OrderKept(EventStamp Stamp, RequestId Request, string Asked, KeptAnswer Answer)
        : ShadowEvent(Stamp);

    /// <summary>Keys older than the key window make room; or one whose order was not done may be used again.</summary>
    public sealed record KeysForgotten(EventStamp Stamp, ImmutableArray<RequestId> Requests) : ShadowEvent(Stamp);
}
