using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// What a device's journal says, folded: nothing in here is anything but durable events. Immutable; a snapshot is this
/// record as JSON.
/// </summary>
public sealed partial record ShadowState
{
    /// <summary>Requests without a client's key whose verdict is still told; older ones are forgotten.</summary>
    public const int UnkeyedRequestsMax = 512;

    public static readonly ShadowState Empty = new();

    public ClaimRecord? Claim { get; init; }

    /// <summary>The newest declaration of the device; null: not said.</summary>
    public string? Declared { get; init; }

    /// <summary>The number of the newest append.</summary>
    public long Append { get; init; }

    public Incarnation Incarnation { get; init; }

    /// <summary>Counts requests, for their order.</summary>
    public long Order { get; init; }

    public ImmutableSortedDictionary<string, RecordedSetting> Settings { get; init; } =
        ImmutableSortedDictionary<string, RecordedSetting>.Empty;

    public ImmutableSortedDictionary<string, RecordedReading> Readings { get; init; } =
        ImmutableSortedDictionary<string, RecordedReading>.Empty;

    /// <summary>Of each overlaid point what is added, and the count that was recorded last.</summary>
    public ImmutableSortedDictionary<string, AppliedOverlay> Overlays { get; init; } =
        ImmutableSortedDictionary<string, AppliedOverlay>.Empty;

    public ImmutableDictionary<string, RequestRecord> Requests { get; init; } =
        ImmutableDictionary<string, RequestRecord>.Empty;

    /// <summary>Orders and decisions by the keys of clients; null: none.</summary>
    public ImmutableSortedDictionary<string, OrderRecord>? Orders { get; init; }

    public ImmutableSortedDictionary<string, HeldDifference> Held { get; init; } =
        ImmutableSortedDictionary<string, HeldDifference>.Empty;

    /// <summary>Settings whose write was planned and whose outcome is not on record.</summary>
    public ImmutableArray<PlannedSetting> Planned { get; init; } = [];

    /// <summary>Alarms that are not cleared, by their names within the device.</summary>
    public ImmutableSortedDictionary<string, AlarmRecord> Alarms { get; init; } = AlarmBook.Empty;

    /// <summary>Restore groups that may have been unlocked and are not known to be locked again; null: none.</summary>
    public ImmutableArray<string>? OpenGroups { get; init; }

    /// <summary>How many of <see cref="Requests"/> came without a client's key.</summary>
    public int Unkeyed { get; init; }

    /// <summary>Null: in service.</summary>
    public AdministrativeRecord? Administrative { get; init; }

    /// <summary>What ended before the device was enabled, until a recovery has compared its settings; null: settings
    /// are restored as declared.</summary>
    public AdministrativeRecord? ComparedAfter { get; init; }

    /// <summary>The key under which it began Disabled; null: none.</summary>
    public string? DisabledAtStart { get; init; }

    /// <summary>The newest lock, in force or over; null: none, or it was released.</summary>
    public LockRecord? Lock { get; init; }

    public long Recoveries { get; init; }

    /// <summary>A failure is on record, and no recovery after it.</summary>
    public bool IsFailed { get; init; }

    /// <summary>The device began anew, and no recovery has ended since.</summary>
    public bool IsReset { get; init; }

    /// <summary>Of the newest failure of a driver that nobody chose; null: there was none.</summary>
    public string? LastError { get; init; }

    /// <summary>What the plant said of former ids of points and commands when this was acted upon last; null: nothing.
    /// </summary>
    public RenamedIds? Stated { get; init; }
}
