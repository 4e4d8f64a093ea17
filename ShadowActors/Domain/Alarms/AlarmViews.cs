using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>Alarms as people are shown them.</summary>
public static class AlarmViews
{
    /// <summary>The device's alarms that are not cleared, and conditions that are no alarms of their own since they
    /// follow from another one.</summary>
    public static ImmutableArray<AlarmView> Of(Shadow shadow, Moment now)
    {
        var (spec, live) = (shadow.Spec, shadow.Live);
        var all = ImmutableArray.CreateBuilder<AlarmView>();
        var known = KnownPoints.Of(shadow, now);
        foreach (var record in shadow.State.Alarms.Values)
            all.Add(Of(spec, record) with
            {
                SuppressedBy = CauseOf(shadow, record.Alarm),
                Quality = QualityOf(known, spec, record.Alarm),
                IsOutOfService = IsOut(live, record.Alarm),
            });
        var silent = AlarmConditions.NoCommunication;
        if (live is { LinkUp: false, Mode: DeviceMode.Active, OutOfService: null }
            && !shadow.State.Alarms.ContainsKey(silent.Name))
            all.Add(Unrecorded(spec, silent, DeviceStatuses.Reason(live) ?? "no link", live.Since) with
            {
                SuppressedBy = CauseOf(shadow, silent.Name),
            });
        if (live.Journal == JournalStatus.Unreadable)
            all.Add(Unrecorded(
                spec, AlarmConditions.JournalUnreadable, live.JournalReason ?? "can't be read", live.Since));
        return all.ToImmutable();
    }

    /// <summary>It is out of service, since its device is.</summary>
    public static bool IsOut(LiveState live, string alarm) =>
        live.OutOfService is not null && AlarmConditions.IsOutWithDevice(alarm);

    public static AlarmView Of(DeviceSpec spec, AlarmRecord record) => Of(
        spec.Id.Gateway, spec.Id, spec.Area, record, DeviceAlarms.Find(spec, record.Alarm));

    /// <summary>A gateway's own.</summary>
    public static AlarmView Of(GatewayId gateway, AlarmRecord record) => Of(
        gateway, null, null, record,
        AlarmConditions.OfGateway.FirstOrDefault(condition => condition.Name == record.Alarm));

    /// <summary>The same each time that this is told, also by another process.</summary>
    public static string DeliveryOf(string id, DateTimeOffset at, AlarmAct act) =>
        FormattableString.Invariant($"{id}#{at.ToUnixTimeMilliseconds()}-{act}");

    private static AlarmView Of(
        GatewayId gateway, DeviceId? device, string? area, AlarmRecord record, AlarmCondition? condition) => new(
        AlarmIds.Of(gateway, device, record.Alarm),
        gateway,
        device,
        device is null ? null : AlarmIds.PointOf(record.Alarm),
        area,
        record.Severity,
        record.State,
        record.Message,
        Guidance(condition),
        record.RaisedAt,
        record.ChangedAt,
        record.Count,
        record.Principal,
        record.Comment,
        record.Shelf?.Principal,
        record.Shelf?.Reason,
        record.Shelf?.Until);

    private static AlarmView Unrecorded(
        DeviceSpec spec, AlarmCondition condition, string message, DateTimeOffset since) => Of(
        spec.Id.Gateway, spec.Id, spec.Area,
        AlarmRecord.Idle(condition.Name, condition.Severity, message, since) with
        {
            IsActive = true,
            IsAcknowledged = false,
            LastAct = AlarmAct.Raised,
            Count = 1,
        },
        condition);

    private static string? Guidance(AlarmCondition? condition) => condition switch
    {
        null => null,
        { Owner: AlarmOwner.Point } => condition.Guidance,
        _ => $"{condition.Meaning} {condition.Guidance}",
    };

    /// <summary>While the link is lost, that the device is not heard is no alarm of its own; nor while the driver is
    /// given up.</summary>
    private static string? CauseOf(Shadow shadow, string alarm)
    {
        if (alarm != AlarmConditions.NoCommunication.Name || shadow.Live.OutOfService is not null) return null;
        var device = shadow.Spec.Id;
        if (!shadow.Live.LinkUp) return AlarmIds.Of(device.Gateway, null, AlarmConditions.LinkLost.Name);
        return shadow.Live.Mode == DeviceMode.Faulted
            ? AlarmIds.Of(device.Gateway, device, AlarmConditions.Faulted.Name)
            : null;
    }

    private static string? QualityOf(KnownPoints known, DeviceSpec spec, string alarm) =>
        AlarmIds.PointOf(alarm) is { } point && spec.Point(point) is not null
        && known.Seen(point).Status is { IsGood: false } status
            ? status.ToString()
            : null;
}
