using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

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

    /// <summary>A driver of the one does this as a driver of the other does it.</summary>
    public static bool IsSame(DeviceSpec one, DeviceSpec other, Operation operation) => one.Unit == other.Unit
        && operation switch
        {
            WriteOperation write => IsSame(one.Point(write.Point), other.Point(write.Point)),
            InvokeOperation invoke => IsSame(one.Command(invoke.Command), other.Command(invoke.Command)),
            _ => false,
        };

    private static bool IsSame(PointSpec? one, PointSpec? other) =>
        ReferenceEquals(one, other) || (one is not null && other is not null && Of(one).Equals(Of(other)));

    private static bool IsSame(CommandSpec? one, CommandSpec? other) =>
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
        SafeValues = [],
        ConfirmBy = null,
    };

    private static CommandSpec Of(CommandSpec command) => command with
    {
        Unit = "",
        Range = null,
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
