using System.Collections.Immutable;
using Understudy.Hardware.Plant;
using static Understudy.ShadowActors.Domain.Alarms.AlarmOwner;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>The one table of conditions; <c>docs/alarms.md</c> has the same (a test compares them). Names are never
/// changed: they are in journals.</summary>
public static class AlarmConditions
{
    public static readonly AlarmCondition LinkLost = Of(
        "link-lost", Gateway, AlarmSeverity.High, 5,
        "The connection to the gateway does not stand. None of its devices can be reached.",
        "Look at the gateway's power, cable and address, and whether another client holds its only connection. It is "
        + "tried again by itself; nothing is to be done here when it is back.");

    public static readonly AlarmCondition JournalAway = Of(
        "journal-away", Gateway, AlarmSeverity.High, 5,
        "The journal takes nothing. Values are still read; nothing may be changed, safe actions excepted. Of a node's "
        + "gateways one has this alarm for all of them.",
        "Look at the database and at the disk it is on. Answers that could not be recorded become a gap on record.");

    public static readonly AlarmCondition NoticesLost = Of(
        "notices-lost", Gateway, AlarmSeverity.Medium, 0,
        "The webhook did not take notices of alarms of this gateway or its devices; they were given up.",
        "Look at the receiver and at the address the node was given. The alarms themselves are here and in the "
        + "journal.");

    public static readonly AlarmCondition NoCommunication = Of(
        "no-communication", Device, AlarmSeverity.Medium, 10,
        "The connection stands, and the device is not served by its driver.",
        "Look at the device's power, its unit id and its place on the line. The driver is started again by itself; "
        + "the device's journal tells what it failed of.");

    public static readonly AlarmCondition Faulted = Of(
        "faulted", Device, AlarmSeverity.High, 0,
        "The driver failed too often and is given up for now. The device is probed slowly.",
        "Read the failures in the device's journal. When the cause is mended, restart the driver, or wait for the next "
        + "probe.");

    public static readonly AlarmCondition HeldDifferences = Of(
        "held-differences", Device, AlarmSeverity.Medium, 0,
        "Settings in the device differ from the recorded ones and were not restored by themselves.",
        "Compare both values with `understudy differences DEVICE`. With `--apply` the device gets the recorded one, "
        + "with `--adopt` the device's value is recorded; the difference is then gone.");

    public static readonly AlarmCondition DeviceReset = Of(
        "device-reset", Device, AlarmSeverity.Medium, 0,
        "The device began anew by itself: it lost its settings, or its boot identity says so. They were restored as "
        + "declared.",
        "Find out why: power, watchdog, somebody's hand. What it did before, it may have forgotten. Acknowledge and "
        + "reset the alarm when it may go on.") with
    {
        Latching = true,
    };

    public static readonly AlarmCondition QuarantinedRequest = Of(
        "quarantined-request", Device, AlarmSeverity.Medium, 0,
        "Requests made the driver fail twice. They are answered as quarantined and not sent any more.",
        "`understudy quarantine DEVICE` names them. Look at the device: one that is Indeterminate may have been done. "
        + "`--lift request:KEY` ends it; ask again under another key.");

    public static readonly AlarmCondition QuarantinedRead = Of(
        "quarantined-read", Device, AlarmSeverity.Medium, 0,
        "Reading some points made the driver fail twice. They are Bad and not read any more.",
        "Look at their address and type in the plant file; a changed declaration is tried by itself. "
        + "`understudy quarantine DEVICE --lift read:POINT` tries the same once more.");

    public static readonly AlarmCondition SkippedSetting = Of(
        "skipped-setting", Device, AlarmSeverity.Medium, 0,
        "Restoring some settings made the driver fail twice. Recoveries leave them out: the device may not have them.",
        "Write the right value, or have the recorded one tried again with `understudy quarantine DEVICE --lift "
        + "setting:POINT`.");

    public static readonly AlarmCondition MaintenanceOverdue = Of(
        "maintenance-overdue", Device, AlarmSeverity.Medium, 0,
        "A Maintenance without an end lasts too long. The device is not read, and its alarms are out of service.",
        "Ask who took it out. `understudy state DEVICE enabled` gives it back; `disabled` where nobody waits for it.");

    public static readonly AlarmCondition OtherInstallation = Of(
        "other-installation", Device, AlarmSeverity.Medium, 0,
        "The journal was another installation's: it was restored or copied. The device began Disabled, so that two "
        + "nodes do not drive it.",
        "Make sure that the other installation does not run. Then `understudy state DEVICE enabled`: settings are "
        + "compared and none is written.");

    public static readonly AlarmCondition JournalGap = Of(
        "journal-gap", Device, AlarmSeverity.Low, 0,
        "Safe actions were sent while the journal took nothing. Or somebody's decision was lost, after it could not be "
        + "said whether it stands.",
        "Acknowledge it when you know why the journal was away. Nothing is to be repaired; a decision that was lost is "
        + "not in force.");

    public static readonly AlarmCondition JournalUnreadable = Of(
        "journal-unreadable", Device, AlarmSeverity.High, 0,
        "The device's journal has an entry that this version can't read. The device is not served. This alarm is shown "
        + "and not recorded, so it can't be acknowledged.",
        "The node's log names the entry. Run the version that wrote it, or restore the database.");

    public static readonly AlarmCondition Flood = Of(
        "alarm-flood", Device, AlarmSeverity.Medium, 0,
        "The device has as many alarms of its points as may stand at once. Further ones are not raised.",
        "See to the worst ones first. Those held back are raised as soon as others are cleared.");

    public static readonly AlarmCondition HighHigh = OfPoint(
        "high-high", AlarmSeverity.High, "The value is above the outer limit.");

    public static readonly AlarmCondition LowLow = OfPoint(
        "low-low", AlarmSeverity.High, "The value is below the outer limit.");

    public static readonly AlarmCondition EqualTo = OfPoint(
        "equals", AlarmSeverity.Medium, "The value is the one declared as an alarm.");

    public static readonly AlarmCondition High = OfPoint(
        "high", AlarmSeverity.Medium, "The value is above the limit.");

    public static readonly AlarmCondition Low = OfPoint(
        "low", AlarmSeverity.Medium, "The value is below the limit.");

    /// <summary>All of them. Of a point, severity, delays, latching and guidance are the plant file's.</summary>
    public static readonly ImmutableArray<AlarmCondition> All =
    [
        LinkLost, JournalAway, NoticesLost, NoCommunication, Faulted, HeldDifferences, DeviceReset, QuarantinedRequest,
        QuarantinedRead, SkippedSetting, MaintenanceOverdue, OtherInstallation, JournalGap, JournalUnreadable, Flood,
        HighHigh, LowLow, EqualTo, High, Low,
    ];

    /// <summary>A device's own that are recorded.</summary>
    public static readonly ImmutableArray<AlarmCondition> OfDevice =
    [
        NoCommunication, Faulted, HeldDifferences, DeviceReset, QuarantinedRequest, QuarantinedRead, SkippedSetting,
        MaintenanceOverdue, OtherInstallation, JournalGap, Flood,
    ];

    /// <summary>Of a device out of service these are told as ever: they are of that it is, or of its journal. The
    /// others are out of service with it.</summary>
    private static readonly ImmutableArray<AlarmCondition> AlwaysTold =
        [MaintenanceOverdue, OtherInstallation, JournalGap, JournalUnreadable];

    public static readonly ImmutableArray<AlarmCondition> OfGateway = [LinkLost, JournalAway, NoticesLost];

    public static AlarmCondition Of(LimitKind kind) => kind switch
    {
        LimitKind.HighHigh => HighHigh,
        LimitKind.High => High,
        LimitKind.Low => Low,
        LimitKind.LowLow => LowLow,
        _ => EqualTo,
    };

    /// <summary>While its device is out of service, so is the alarm of this name.</summary>
    public static bool IsOutWithDevice(string alarm) => AlwaysTold.All(condition => condition.Name != alarm);

    private static AlarmCondition Of(
        string name, AlarmOwner owner, AlarmSeverity severity, int delaySeconds, string meaning, string guidance) =>
        new(name, owner, severity, TimeSpan.FromSeconds(delaySeconds), TimeSpan.Zero, false, meaning, guidance);

    private static AlarmCondition OfPoint(string name, AlarmSeverity severity, string meaning) =>
        Of(name, Point, severity, 0, meaning, "As the plant file's guidance for the point says.");
}
