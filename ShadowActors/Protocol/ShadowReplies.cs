using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>The answers to <see cref="ShadowCommands"/> and <see cref="ShadowQueries"/>.</summary>
public static class ShadowReplies
{
    public interface IShadowReply;

    /// <summary>One reading for each point asked, in the same order.</summary>
    public sealed record PointsRead(
        DeviceId Device, RequestId Request, ImmutableArray<ServedReading> Readings) : IShadowReply;

    /// <summary>What is known of a mutation.</summary>
    /// <param name="Reason">In words; null where the verdict says all.</param>
    /// <param name="At">When the verdict became known, by the wall clock.</param>
    public sealed record RequestStatus(
        DeviceId Device,
        RequestId Request,
        Operation Operation,
        Verdict Verdict,
        string? Reason,
        ServedBy ServedBy,
        DateTimeOffset At) : IShadowReply;

    /// <summary>Answered without being tried: nothing was sent to the device.</summary>
    /// <param name="RetryAfter">When it may be worth trying again; null: not by itself.</param>
    public sealed record Refused(
        string Subject, RefusalKind Kind, string Reason, ServedBy ServedBy, TimeSpan? RetryAfter = null) : IShadowReply;

    public sealed record Done(DeviceId Device, RequestId Request, string Text) : IShadowReply;

    /// <summary>What people decided about a device is on record and in force.</summary>
    /// <param name="Lock">Null: nobody holds it.</param>
    public sealed record Decided(
        DeviceId Device, RequestId Request, AdministrativeStatus Administrative, LockStatus? Lock) : IShadowReply;

    /// <summary>An order on an alarm was done, or there was nothing to do.</summary>
    /// <param name="Alarm">Its id in the whole plant.</param>
    /// <param name="State">How the alarm stands now.</param>
    public sealed record AlarmAnswered(string Alarm, RequestId Request, AlarmState State, string Text) : IShadowReply;

    /// <summary>A device as its shadow sees it now.</summary>
    /// <param name="Since">When it came into this mode.</param>
    /// <param name="Reason">Why it is not Passive; null in Passive.</param>
    /// <param name="Recoveries">Completed ones, as far as the journal goes.</param>
    /// <param name="JournalUp">False while the journal takes nothing.</param>
    public sealed record DeviceStatus(
        DeviceId Device,
        string Profile,
        DeviceMode Mode,
        RecoveryStage? Stage,
        DateTimeOffset Since,
        string? Reason,
        Incarnation Incarnation,
        long Recoveries,
        string? LastError,
        DateTimeOffset? LastContact,
        int Waiting,
        int Queued,
        bool JournalUp,
        ImmutableArray<HeldDifference> Held,
        ImmutableArray<ServedReading> Readings,
        ImmutableArray<AlarmView> Alarms = default) : IShadowReply
    {
        public ImmutableArray<AlarmView> Alarms { get; init; } = Alarms.IsDefault ? [] : Alarms;

        /// <summary>What people decided about it; null: not known before its journal was read.</summary>
        public AdministrativeStatus? Administrative { get; init; }

        /// <summary>Null: nobody holds it.</summary>
        public LockStatus? Lock { get; init; }

        /// <summary>What the driver is not given any more, since it failed at it.</summary>
        public ImmutableArray<Quarantined> Quarantine { get; init; } = [];
    }

    public sealed record GatewayStatus(
        GatewayId Gateway,
        bool Declared,
        string Link,
        bool LinkUp,
        string? LinkReason,
        string? Node,
        ImmutableArray<DeviceStatus> Devices,
        ImmutableArray<AlarmView> Alarms = default) : IShadowReply
    {
        /// <summary>The gateway's own.</summary>
        public ImmutableArray<AlarmView> Alarms { get; init; } = Alarms.IsDefault ? [] : Alarms;
    }
}
