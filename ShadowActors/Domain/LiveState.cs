using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// What a shadow knows beside the journal: all of it is gone with the process, and none of it is needed to be safe.
/// <code>
/// stateDiagram-v2
///   [*] --> Active: starting
///   Active --> Passive: driver open, state transferred
///   Passive --> Active: driver or link failed, restart ordered
///   Active --> Faulted: budget spent
///   Faulted --> Passive: a probe opened it and the state is transferred
/// </code>
/// Passive: the driver answers. Active: the shadow answers and recovers. Faulted: the shadow answers and probes slowly.
/// </summary>
public sealed record LiveState
{
    /// <summary>What no read changes: left out of the copies that each of them makes.</summary>
    private readonly LiveStanding _standing = LiveStanding.Starting;

    public DeviceMode Mode
    {
        get => _standing.Mode;
        init => _standing = _standing with { Mode = value };
    }

    public DateTimeOffset Since
    {
        get => _standing.Since;
        init => _standing = _standing with { Since = value };
    }

    /// <summary>When this copy began, on the uptime clock: what another machine's start recorded is older.</summary>
    public TimeSpan Started
    {
        get => _standing.Started;
        init => _standing = _standing with { Started = value };
    }

    /// <summary>Why the device is not Passive.</summary>
    public string? Reason
    {
        get => _standing.Reason;
        init => _standing = _standing with { Reason = value };
    }

    public JournalStatus Journal
    {
        get => _standing.Journal;
        init => _standing = _standing with { Journal = value };
    }

    public string? JournalReason
    {
        get => _standing.JournalReason;
        init => _standing = _standing with { JournalReason = value };
    }

    public ClaimStatus Claim
    {
        get => _standing.Claim;
        init => _standing = _standing with { Claim = value };
    }

    /// <summary>The claim that was the newest when this copy made its own.</summary>
    public ClaimRecord? Predecessor
    {
        get => _standing.Predecessor;
        init => _standing = _standing with { Predecessor = value };
    }

    /// <summary>From here on mutations may be sent: a predecessor's send window has passed.</summary>
    public TimeSpan MutateFrom
    {
        get => _standing.MutateFrom;
        init => _standing = _standing with { MutateFrom = value };
    }

    public bool LinkUp
    {
        get => _standing.LinkUp;
        init => _standing = _standing with { LinkUp = value };
    }

    public string? LinkReason
    {
        get => _standing.LinkReason;
        init => _standing = _standing with { LinkReason = value };
    }

    public DriverPhase Driver
    {
        get => _standing.Driver;
        init => _standing = _standing with { Driver = value };
    }

    /// <summary>The incarnation that is opening or open, or ended last.</summary>
    public Incarnation Incarnation
    {
        get => _standing.Incarnation;
        init => _standing = _standing with { Incarnation = value };
    }

    /// <summary>No opening before this.</summary>
    public TimeSpan HoldUntil
    {
        get => _standing.HoldUntil;
        init => _standing = _standing with { HoldUntil = value };
    }

    /// <summary>The newest opening before its time; null: there was none.</summary>
    public EarlyOpen? EarlyOpen
    {
        get => _standing.EarlyOpen;
        init => _standing = _standing with { EarlyOpen = value };
    }

    /// <summary>The newest opening that was hurried for a safe action, and when; null: none was.</summary>
    public (Incarnation Incarnation, TimeSpan At)? Hurried
    {
        get => _standing.Hurried;
        init => _standing = _standing with { Hurried = value };
    }

    /// <summary>When the hold timer fires next; null: it does not run.</summary>
    public TimeSpan? HoldTimer
    {
        get => _standing.HoldTimer;
        init => _standing = _standing with { HoldTimer = value };
    }

    public TimeSpan RecoveryStarted
    {
        get => _standing.RecoveryStarted;
        init => _standing = _standing with { RecoveryStarted = value };
    }

    public TimeSpan StageStarted
    {
        get => _standing.StageStarted;
        init => _standing = _standing with { StageStarted = value };
    }

    public TimeSpan PassiveSince
    {
        get => _standing.PassiveSince;
        init => _standing = _standing with { PassiveSince = value };
    }

    /// <summary>When the device was last heard, on the uptime clock; null: never in this machine's start.</summary>
    public TimeSpan? Contact { get; init; }

    /// <summary>The contact as it was when the driver failed: what restoring goes by.</summary>
    public TimeSpan? ContactBeforeFailure
    {
        get => _standing.ContactBeforeFailure;
        init => _standing = _standing with { ContactBeforeFailure = value };
    }

    /// <summary>The failure being recovered is in the journal. Repeated failures of one kind are recorded ever more
    /// rarely: a device that is off for a weekend must not fill a disk.</summary>
    public bool IsOnRecord
    {
        get => _standing.IsOnRecord;
        init => _standing = _standing with { IsOnRecord = value };
    }

    /// <summary>Why the incarnation before this one ended; null: there was none.</summary>
    public FailureKind? EndedBy
    {
        get => _standing.EndedBy;
        init => _standing = _standing with { EndedBy = value };
    }

    /// <summary>That the device is not served, or was not, was decided, and nothing has failed since.</summary>
    public bool IsPlanned
    {
        get => _standing.IsPlanned;
        init => _standing = _standing with { IsPlanned = value };
    }

    public string? FaultedReason
    {
        get => _standing.FaultedReason;
        init => _standing = _standing with { FaultedReason = value };
    }

    public RestartBudget Budget
    {
        get => _standing.Budget;
        init => _standing = _standing with { Budget = value };
    }

    public Transfer? Transfer
    {
        get => _standing.Transfer;
        init => _standing = _standing with { Transfer = value };
    }

    /// <summary>The incarnation is about to end by decision; null: it is not.</summary>
    public PlannedEnd? Ending
    {
        get => _standing.Ending;
        init => _standing = _standing with { Ending = value };
    }

    public RelinkPhase Relink
    {
        get => _standing.Relink;
        init => _standing = _standing with { Relink = value };
    }

    public long LastCall { get; init; }

    public ImmutableDictionary<long, PendingCall> Calls { get; init; } = ImmutableDictionary<long, PendingCall>.Empty;

    public ImmutableDictionary<long, LiveRead> Reads { get; init; } = ImmutableDictionary<long, LiveRead>.Empty;

    public ImmutableDictionary<string, LiveRequest> Requests { get; init; } =
        ImmutableDictionary<string, LiveRequest>.Empty;

    public long LastOrder
    {
        get => _standing.LastOrder;
        init => _standing = _standing with { LastOrder = value };
    }

    /// <summary>When the deadline timer fires next; null: it does not run.</summary>
    public TimeSpan? DeadlineTimer { get; init; }

    public ImmutableDictionary<PointId, LiveReading> Readings { get; init; } =
        ImmutableDictionary<PointId, LiveReading>.Empty;

    /// <summary>When each scan is to begin next, by its period.</summary>
    public ImmutableDictionary<TimeSpan, TimeSpan> ScansDue { get; init; } =
        ImmutableDictionary<TimeSpan, TimeSpan>.Empty;

    /// <summary>When settings were last acknowledged as written, on the uptime clock.</summary>
    public ImmutableDictionary<PointId, TimeSpan> WrittenAt { get; init; } =
        ImmutableDictionary<PointId, TimeSpan>.Empty;

    /// <summary>When a change at the device was last adopted, by point.</summary>
    public ImmutableDictionary<PointId, TimeSpan> AdoptedAt { get; init; } =
        ImmutableDictionary<PointId, TimeSpan>.Empty;

    /// <summary>When settings are looked at next; null: they are not.</summary>
    public TimeSpan? LookAt { get; init; }

    public TimeSpan? LookedAt { get; init; }

    /// <summary>When the device was last seen to have begun anew while its driver served.</summary>
    public TimeSpan? ResetAt { get; init; }

    /// <summary>The newest boot identity; null: not heard yet in this process.</summary>
    public PointValue? BootSeen { get; init; }

    /// <summary>Why the device is known to have begun anew, while nothing has followed from it.</summary>
    public string? AnewReason { get; init; }

    /// <summary>When the device began anew again, too soon to be recovered from once more; null: it did not.</summary>
    public TimeSpan? AnewAgainAt { get; init; }

    /// <summary>The newest call when it did so: what it lost is sought by later ones. Null: a look after it has read
    /// every setting.</summary>
    public long? LostBefore { get; init; }

    /// <summary>Suspects that the driver has done since without failing, by their ids, until it serves again.</summary>
    public ImmutableHashSet<string> Acquitted { get; init; } = [];

    /// <summary>The suspect point that was read by itself last.</summary>
    public PointId? TriedLast { get; init; }

    /// <summary>The setting or restore group at whose writing the driver failed last, by its id.</summary>
    public string? WrittenLast { get; init; }

    /// <summary>The settings and restore groups at whose writing the driver failed since it wrote one, by their ids,
    /// those in quarantine left out; null: those that the journal tells of.</summary>
    public ImmutableHashSet<string>? FailedWrites { get; init; }

    /// <summary>A setting was read with another value: the next look is at all of them.</summary>
    public bool IsChangeHeard { get; init; }

    public ImmutableList<AnswerRecord> Unrecorded { get; init; } = [];

    /// <summary>The readings among <see cref="Unrecorded"/>, the last of each point; while the journal takes nothing,
    /// those that it missed.</summary>
    public ImmutableDictionary<PointId, KeptReading> Kept { get; init; } =
        ImmutableDictionary<PointId, KeptReading>.Empty;

    public ImmutableDictionary<PointId, LiveOverlay> Overlays { get; init; } =
        ImmutableDictionary<PointId, LiveOverlay>.Empty;

    /// <summary>Answers that the rule of recording leaves out, since the last record.</summary>
    public int Omitted { get; init; }

    public Gap? Gap
    {
        get => _standing.Gap;
        init => _standing = _standing with { Gap = value };
    }

    /// <summary>Restarts ordered and not yet done: who waits.</summary>
    public ImmutableArray<(long Ticket, RequestId Request, TimeSpan Deadline)> Restarts
    {
        get => _standing.Restarts;
        init => _standing = _standing with { Restarts = value };
    }

    /// <summary>Drills ordered and not yet on record: who waits.</summary>
    public ImmutableArray<(long Ticket, RequestId Request, TimeSpan Deadline)> Drills
    {
        get => _standing.Drills;
        init => _standing = _standing with { Drills = value };
    }

    /// <summary>What people decided and waits to be on record: who waits.</summary>
    public ImmutableArray<(long Ticket, RequestId Request, TimeSpan Deadline)> Decisions
    {
        get => _standing.Decisions;
        init => _standing = _standing with { Decisions = value };
    }

    /// <summary>People took the device out of service, and that is on record; null: in service.</summary>
    public AdministrativeRecord? OutOfService
    {
        get => _standing.OutOfService;
        init => _standing = _standing with { OutOfService = value };
    }

    public bool IsOverdueTold
    {
        get => _standing.IsOverdueTold;
        init => _standing = _standing with { IsOverdueTold = value };
    }

    /// <summary>Other orders, done when they are on record: who waits, and what they are told then.</summary>
    public ImmutableArray<(long Ticket, RequestId Request, TimeSpan Deadline, string Done)> Orders { get; init; } = [];

    public AlarmWatch Alarms { get; init; } = AlarmWatch.Empty;

    /// <summary>The conditions were looked at since this copy owns the device.</summary>
    public bool AlarmsLooked { get; init; }

    /// <summary>Alarms that must be raised anew as soon as the line to the journal has room, by their names.</summary>
    public ImmutableHashSet<string> AlarmsUntold { get; init; } = [];

    /// <summary>When conditions are looked at next though nothing changes; null: they need not be.</summary>
    public TimeSpan? AlarmsDue { get; init; }

    /// <summary>What happened and found no room in the line: the message by the alarm's name.</summary>
    public ImmutableDictionary<string, string> AlarmsMissed { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Orders on alarms not yet on record: who waits.</summary>
    public ImmutableArray<(long Ticket, RequestId Request, TimeSpan Deadline)> AlarmOrders { get; init; } = [];

    public bool Stopping
    {
        get => _standing.Stopping;
        init => _standing = _standing with { Stopping = value };
    }

    /// <summary>It stops since the device is declared no more.</summary>
    public bool IsRemoved
    {
        get => _standing.IsRemoved;
        init => _standing = _standing with { IsRemoved = value };
    }

    public string StopReason
    {
        get => _standing.StopReason;
        init => _standing = _standing with { StopReason = value };
    }

    public RecoveryStage? Stage => Mode == DeviceMode.Passive
        ? null
        : Driver switch
        {
            DriverPhase.Closing => RecoveryStage.Stop,
            DriverPhase.Open when Ending is not null => RecoveryStage.Stop,
            DriverPhase.Open => RecoveryStage.Transfer,
            _ => RecoveryStage.Reinitialise,
        };

    public int Waiting => Reads.Count + Requests.Count;
}
