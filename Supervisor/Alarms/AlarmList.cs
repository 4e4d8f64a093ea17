using System.Collections.Immutable;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Alarms;

/// <summary>Alarms in the order in which they are to be seen to.</summary>
public static class AlarmList
{
    /// <summary>The worst first: those that nobody knows of and that still are, then by severity, the newest first.
    /// </summary>
    public static IEnumerable<AlarmView> WorstFirst(IEnumerable<AlarmView> alarms) => alarms
        .OrderBy(alarm => alarm.IsSetAside)
        .ThenBy(alarm => RankOf(alarm.State))
        .ThenByDescending(alarm => alarm.Severity)
        .ThenByDescending(alarm => alarm.ChangedAt)
        .ThenBy(alarm => alarm.Id, StringComparer.Ordinal);

    /// <summary>All that a gateway told: its own, and its devices'.</summary>
    public static IEnumerable<AlarmView> Of(ShadowReplies.GatewayStatus status) =>
        status.Alarms.Concat(status.Devices.IsDefault ? [] : status.Devices.SelectMany(device => device.Alarms));

    /// <summary>By alarm, the devices whose own one it suppresses.</summary>
    public static IReadOnlyDictionary<string, ImmutableArray<string>> Consequences(IEnumerable<AlarmView> alarms) =>
        alarms.Where(alarm => alarm is { SuppressedBy: not null, Device: not null })
            .GroupBy(alarm => alarm.SuppressedBy!)
            .ToDictionary(
                group => group.Key,
                group => group.Select(alarm => alarm.Device!.ToString()).Distinct().Order(StringComparer.Ordinal)
                    .ToImmutableArray());

    private static int RankOf(AlarmState state) => state switch
    {
        AlarmState.Unacknowledged => 0,
        AlarmState.LatchedUnacknowledged => 1,
        AlarmState.ReturnedUnacknowledged => 2,
        AlarmState.Acknowledged => 3,
        AlarmState.LatchedAcknowledged => 4,
        _ => 5,
    };
}
