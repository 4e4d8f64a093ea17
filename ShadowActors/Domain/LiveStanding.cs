using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>Where a shadow stands, as opposed to what passes through it: the part of <see cref="LiveState"/> that no
/// read changes. What each is stands there.</summary>
internal sealed record LiveStanding
{
    public static readonly LiveStanding Starting = new();

    public DeviceMode Mode { get; init; } = DeviceMode.Active;

    public DateTimeOffset Since { get; init; }

    public TimeSpan Started { get; init; }

    public string? Reason { get; init; } = "starting";

    public JournalStatus Journal { get; init; } = JournalStatus.Reading;

    public string? JournalReason { get; init; }

    public ClaimStatus Claim { get; init; } = ClaimStatus.None;

    public ClaimRecord? Predecessor { get; init; }

    public TimeSpan MutateFrom { get; init; }

    public bool LinkUp { get; init; }

    public string? LinkReason { get; init; } = "not connected yet";

    public DriverPhase Driver { get; init; } = DriverPhase.Closing;

    public Incarnation Incarnation { get; init; }

    public TimeSpan HoldUntil { get; init; }

    public EarlyOpen? EarlyOpen { get; init; }

    public (Incarnation Incarnation, TimeSpan At)? Hurried { get; init; }

    public TimeSpan? HoldTimer { get; init; }

    public TimeSpan RecoveryStarted { get; init; }

    public TimeSpan StageStarted { get; init; }

    public TimeSpan PassiveSince { get; init; }

    public TimeSpan? ContactBeforeFailure { get; init; }

    public bool IsOnRecord { get; init; }

    public FailureKind? EndedBy { get; init; }

    public bool IsPlanned { get; init; }

    public string? FaultedReason { get; init; }

    public RestartBudget Budget { get; init; } = RestartBudget.Full;

    public Transfer? Transfer { get; init; }

    public long LastOrder { get; init; }

    public Gap? Gap { get; init; }

    public PlannedEnd? Ending { get; init; }

    public RelinkPhase Relink { get; init; }

    public bool IsRemoved { get; init; }

    public ImmutableArray<(long Ticket, RequestId Request, TimeSpan Deadline)> Restarts { get; init; } = [];

    public ImmutableArray<(long Ticket, RequestId Request, TimeSpan Deadline)> Drills { get; init; } = [];

    public ImmutableArray<(long Ticket, RequestId Request, TimeSpan Deadline)> Decisions { get; init; } = [];

    public AdministrativeRecord? OutOfService { get; init; }

    public bool IsOverdueTold { get; init; }

    public bool Stopping { get; init; }

    public string StopReason { get; init; } = "stopped";
}
