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
        "The journal takes nothing. Values are still read; nothing may be changed, safe actions excepted.",
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
        "Compare both values. Write the one that is right; the difference is then gone.");

    public static readonly AlarmCondition JournalGap = Of(
        "journal-gap", Device, AlarmSeverity.Low, 0,
        "Answers were given, or safe actions sent, that could not be recorded. What is missing is counted in the "
        + "journal.",
        "Acknowledge it when you know why the journal was away. Nothing is to be repaired.");

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
        LinkLost, JournalAway, NoticesLost, NoCommunication, Faulted, HeldDifferences, JournalGap, JournalUnreadable,
        Flood, HighHigh, LowLow, EqualTo, High, Low,
    ];

    /// <summary>A device's own that are recorded.</summary>
    public static readonly ImmutableArray<AlarmCondition> OfDevice =
        [NoCommunication, Faulted, HeldDifferences, JournalGap, Flood];

    public static readonly ImmutableArray<AlarmCondition> OfGateway = [LinkLost, JournalAway, NoticesLost];

    public static AlarmCondition Of(LimitKind kind) => kind switch
    {
        LimitKind.HighHigh => HighHigh,
        LimitKind.High => High,
        LimitKind.Low => Low,
        LimitKind.LowLow => LowLow,
        _ => EqualTo,
    };

    private static AlarmCondition Of(
        string name, AlarmOwner owner, AlarmSeverity severity, int delaySeconds, string meaning, string guidance) =>
        new(name, owner, severity, TimeSpan.FromSeconds(delaySeconds), TimeSpan.Zero, false, meaning, guidance);

    private static AlarmCondition OfPoint(string name, AlarmSeverity severity, string meaning) =>
        Of(name, Point, severity, 0, meaning, "As the plant file's guidance for the point says.");
}
