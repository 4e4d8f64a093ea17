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
    public DeviceMode Mode { get; init; } = DeviceMode.Active;

    public DateTimeOffset Since { get; init; }

    /// <summary>When this copy began, on the uptime clock: what another machine's start recorded is older.</summary>
    public TimeSpan Started { get; init; }

    /// <summary>Why the device is not Passive.</summary>
    public string? Reason { get; init; } = "starting";

    public JournalStatus Journal { get; init; } = JournalStatus.Reading;

    public string? JournalReason { get; init; }

    public ClaimStatus Claim { get; init; } = ClaimStatus.None;

    /// <summary>The claim that was the newest when this copy made its own.</summary>
    public ClaimRecord? Predecessor { get; init; }

    /// <summary>From here on mutations may be sent: a predecessor's send window has passed.</summary>
    public TimeSpan MutateFrom { get; init; }

    public bool LinkUp { get; init; }

    public string? LinkReason { get; init; } = "not connected yet";

    public DriverPhase Driver { get; init; } = DriverPhase.Closing;

    /// <summary>The incarnation that is opening or open, or ended last.</summary>
    public Incarnation Incarnation { get; init; }

    /// <summary>No opening before this.</summary>
    public TimeSpan HoldUntil { get; init; }

    /// <summary>When the hold timer fires next; null: it does not run.</summary>
    public TimeSpan? HoldTimer { get; init; }

    public TimeSpan RecoveryStarted { get; init; }

    public TimeSpan StageStarted { get; init; }

    public TimeSpan PassiveSince { get; init; }

    /// <summary>When the device was last heard, on the uptime clock; null: never in this machine's start.</summary>
    public TimeSpan? Contact { get; init; }

    /// <summary>The contact as it was when the driver failed: what restoring goes by.</summary>
    public TimeSpan? ContactBeforeFailure { get; init; }

    /// <summary>The failure being recovered is in the journal. Repeated failures of one kind are recorded ever more
    /// rarely: a device that is off for a weekend must not fill a disk.</summary>
    public bool IsOnRecord { get; init; }

    /// <summary>Why the incarnation before this one ended; null: there was none.</summary>
    public FailureKind? EndedBy { get; init; }

    public string? FaultedReason { get; init; }

    public RestartBudget Budget { get; init; } = RestartBudget.Full;

    public Transfer? Transfer { get; init; }

    public long LastCall { get; init; }

    public ImmutableDictionary<long, PendingCall> Calls { get; init; } = ImmutableDictionary<long, PendingCall>.Empty;

    public ImmutableDictionary<long, LiveRead> Reads { get; init; } = ImmutableDictionary<long, LiveRead>.Empty;

    public ImmutableDictionary<string, LiveRequest> Requests { get; init; } =
        ImmutableDictionary<string, LiveRequest>.Empty;

    public long LastOrder { get; init; }

    /// <summary>When the deadline timer fires next; null: it does not run.</summary>
    public TimeSpan? DeadlineTimer { get; init; }

    public ImmutableDictionary<PointId, LiveReading> Readings { get; init; } =
        ImmutableDictionary<PointId, LiveReading>.Empty;

    /// <summary>When each scan is to begin next, by its period.</summary>
    public ImmutableDictionary<TimeSpan, TimeSpan> ScansDue { get; init; } =
        ImmutableDictionary<TimeSpan, TimeSpan>.Empty;

    public ImmutableList<AnswerRecord> Unrecorded { get; init; } = [];

    /// <summary>The readings among <see cref="Unrecorded"/>, the last of each point; while the journal takes nothing,
    /// those that it missed.</summary>
    public ImmutableDictionary<PointId, KeptReading> Kept { get; init; } =
        ImmutableDictionary<PointId, KeptReading>.Empty;

    public ImmutableDictionary<PointId, LiveOverlay> Overlays { get; init; } =
        ImmutableDictionary<PointId, LiveOverlay>.Empty;

    /// <summary>Answers that the rule of recording leaves out, since the last record.</summary>
    public int Omitted { get; init; }

    public Gap? Gap { get; init; }

    /// <summary>Restarts ordered and not yet done: who waits.</summary>
    public ImmutableArray<(long Ticket, RequestId Request, TimeSpan Deadline)> Restarts { get; init; } = [];

    /// <summary>Drills ordered and not yet on record: who waits.</summary>
    public ImmutableArray<(long Ticket, RequestId Request, TimeSpan Deadline)> Drills { get; init; } = [];

    public AlarmWatch Alarms { get; init; } = AlarmWatch.Empty;

    /// <summary>The conditions were looked at since this copy owns the device.</summary>
    public bool AlarmsLooked { get; init; }

    /// <summary>When conditions are looked at next though nothing changes; null: they need not be.</summary>
    public TimeSpan? AlarmsDue { get; init; }

    /// <summary>Orders on alarms not yet on record: who waits.</summary>
    public ImmutableArray<(long Ticket, RequestId Request, TimeSpan Deadline)> AlarmOrders { get; init; } = [];

    public bool Stopping { get; init; }

    public string StopReason { get; init; } = "stopped";

    public RecoveryStage? Stage => Mode == DeviceMode.Passive
        ? null
        : Driver switch
        {
            DriverPhase.Closing => RecoveryStage.Stop,
            DriverPhase.Open => RecoveryStage.Transfer,
            _ => RecoveryStage.Reinitialise,
        };

    public int Waiting => Reads.Count + Requests.Count;
}
