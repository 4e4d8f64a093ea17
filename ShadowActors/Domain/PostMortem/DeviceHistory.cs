using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>
/// What a stream says up to one of its entries: the device's own state, and what the running shadow knew beside it and
/// the journal tells too. Immutable, and of the same entries the same for ever.
/// </summary>
public sealed record DeviceHistory
{
    /// <summary>The kinds of entries that <see cref="ApplyMode"/> looks at, without versions.</summary>
    public static readonly ImmutableArray<string> ModeKinds =
    [
        "claimed", "claim-released", "driver-failed", "driver-opened", "stage-completed", "device-faulted",
        "recovery-completed", "administrative-state-changed",
    ];

    public static readonly DeviceHistory Empty = new();

    public ShadowState State { get; init; } = ShadowState.Empty;

    /// <summary>Null: the entries do not tell.</summary>
    public DeviceMode? Mode { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>Why it is not Passive.</summary>
    public string? Reason { get; init; }

    /// <summary>The stage under way while it is not Passive.</summary>
    public RecoveryStage? Stage { get; init; }

    /// <summary>Given back by its owner: no shadow serves it.</summary>
    public bool IsReleased { get; init; }

    /// <summary>The entry at which contact was lost last, or another process took charge.</summary>
    public EventStamp? ContactLost { get; init; }

    /// <summary>Counted failures of this owner, the newest
    /// <see cref="PostMortemLimits.CountedFailuresMax"/>.</summary>
    public ImmutableList<EventStamp> Counted { get; init; } = [];

    public long LastEntry { get; init; }

    /// <summary>The newest entry's.</summary>
    public EventStamp? LastStamp { get; init; }

    /// <summary>With one more entry.</summary>
    public DeviceHistory Apply(long number, ShadowEvents.ShadowEvent happened) => ApplyMode(happened) with
    {
        State = State.Apply(happened),
        LastEntry = number,
        LastStamp = happened.Stamp,
    };

    /// <summary>The same, but for <see cref="State"/>: for entries that a snapshot has in it already.</summary>
    public DeviceHistory ApplyMode(ShadowEvents.ShadowEvent happened) => happened switch
    {
        ShadowEvents.Claimed claimed => With(DeviceMode.Active, happened, $"{claimed.Node} takes charge") with
        {
            IsReleased = false,
            ContactLost = happened.Stamp,
            Counted = [],
            Stage = RecoveryStage.Reinitialise,
        },
        ShadowEvents.ClaimReleased => With(DeviceMode.Active, happened, "given back: no node serves it") with
        {
            IsReleased = true,
            ContactLost = happened.Stamp,
            Stage = null,
        },
        ShadowEvents.DriverFailed failed => Failed(failed),
        ShadowEvents.DriverOpened when Mode is not DeviceMode.Passive => this with { Stage = RecoveryStage.Transfer },
        ShadowEvents.StageCompleted { Stage: RecoveryStage.Stop } => this with { Stage = RecoveryStage.Reinitialise },
        ShadowEvents.DeviceFaulted faulted => With(DeviceMode.Faulted, happened, faulted.Reason),
        ShadowEvents.AdministrativeStateChanged changed => With(
            DeviceMode.Active, happened, $"{changed.State} by {changed.Principal}: {changed.Reason}") with
        {
            ContactLost = happened.Stamp,
            Counted = [],
            Stage = RecoveryStage.Reinitialise,
        },
        ShadowEvents.RecoveryCompleted => With(DeviceMode.Passive, happened, null) with { Stage = null },
        _ => this,
    };

    private DeviceHistory Failed(ShadowEvents.DriverFailed failed)
    {
        var mode = Mode == DeviceMode.Faulted ? DeviceMode.Faulted : DeviceMode.Active;
        var counted = failed.Kind.IsCounted() ? Counted.Add(failed.Stamp) : Counted;
        var reason = mode == DeviceMode.Faulted ? Reason : FailureWords.Of(failed.Kind, failed.Message);
        return With(mode, failed, reason) with
        {
            ContactLost = failed.Stamp,
            Stage = RecoveryStage.Stop,
            Counted = counted.Count > PostMortemLimits.CountedFailuresMax ? counted.RemoveAt(0) : counted,
        };
    }

    private DeviceHistory With(DeviceMode mode, ShadowEvents.ShadowEvent happened, string? reason) => this with
    {
        Mode = mode,
        Since = Mode == mode && Since is not null ? Since : happened.Stamp.Time,
        Reason = reason,
    };
}
