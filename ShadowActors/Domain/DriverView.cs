using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// What a driver sees of a declaration: what it reads and writes, where and how. What only the shadow goes by can
/// change while the driver serves. Whatever is not named here counts as seen, so that a new key costs an incarnation
/// rather than being missed.
/// </summary>
internal static class DriverView
{
    /// <summary>A driver of the one does all that a driver of the other does.</summary>
    public static bool IsSame(DeviceSpec one, DeviceSpec other) => Of(one).Equals(Of(other));

    public static bool IsSame(CommandSpec? one, CommandSpec? other) =>
        ReferenceEquals(one, other) || (one is not null && other is not null && Of(one).Equals(Of(other)));

    private static DeviceSpec Of(DeviceSpec device) => device with
    {
        Profile = "",
        Class = default,
        Area = null,
        Budget = BudgetSpec.Default,
        RestoreWithin = null,
        Record = default,
        RestoreGroups = [],
        BootIdentity = null,
        Points = [.. device.Points.Select(Of)],
        Commands = [.. device.Commands.Select(Of)],
    };

    // Outside its range a measurement is Bad, by the driver; what is written the shadow has checked.
    private static PointSpec Of(PointSpec point) => point with
    {
        Unit = "",
        Range = point.IsWritable ? null : point.Range,
        Fields = [.. point.Fields.Select(field => field with
        {
            Unit = "",
            Range = point.IsWritable ? null : field.Range,
        })],
        ScanPeriod = null,
        StaleAfter = TimeSpan.Zero,
        After = [],
        Replay = default,
        WhenDown = null,
        Ttl = null,
        Repeatable = false,
        Record = null,
        Deadband = null,
        RecordAtLeast = null,
        Overlay = null,
        RestoreWithin = null,
        OnConflict = default,
        MaxRate = null,
        Interlocks = [],
        Alarms = null,
    };

    private static CommandSpec Of(CommandSpec command) => command with
    {
        Idempotent = false,
        Safe = false,
        ConfirmBy = null,
        WhenDown = null,
        Ttl = null,
        Interlocks = [],
    };

    /// <summary>The declaration without what a driver does not see.</summary>
    public static DeviceSpec Seen(DeviceSpec device) => Of(device);
}
