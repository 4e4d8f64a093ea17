using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>What a kind of device does where its profile, device, points and commands say nothing. The one place where
/// classes differ.</summary>
/// <param name="Record">Which readings are recorded.</param>
/// <param name="RestoreWithin">How long after the last contact settings are restored; null: always.</param>
/// <param name="OnConflict">What becomes of a setting that somebody else may have changed.</param>
/// <param name="StalePeriods">A scanned value keeps its quality, and is told as the last one while the driver is down,
/// for this many scan periods.</param>
/// <param name="StaleAfter">The same of a value that is not scanned.</param>
/// <param name="Configuration">How the write of a setting is answered while the driver is down.</param>
/// <param name="Output">The same of an output.</param>
/// <param name="Idempotent">The same of an idempotent command.</param>
/// <param name="OnceOnly">The same of any other command.</param>
public sealed record ClassDefaults(
    RecordRule Record,
    TimeSpan? RestoreWithin,
    ConflictRule OnConflict,
    int StalePeriods,
    TimeSpan StaleAfter,
    WhenDown Configuration,
    WhenDown Output,
    WhenDown Idempotent,
    WhenDown OnceOnly)
{
    /// <summary>A controller's registers: the plain case that the others differ from.</summary>
    public static readonly ClassDefaults Register = new(
        RecordRule.Change, DeviceSpec.DefaultRestoreWithin, ConflictRule.Hold, 3, PointSpec.DefaultStaleAfter,
        WhenDown.Block, WhenDown.Busy, WhenDown.Block, WhenDown.Busy);

    // What it measures changes slowly, and its ranges and filters belong to the measurement.
    private static readonly ClassDefaults Measuring = Register with
    {
        RestoreWithin = TimeSpan.FromMinutes(5),
        StaleAfter = TimeSpan.FromSeconds(10),
    };

    // What it does now can't be told from memory for long, and who was away from it for long looks first.
    private static readonly ClassDefaults Actuator = Register with
    {
        RestoreWithin = TimeSpan.FromSeconds(30),
        StaleAfter = TimeSpan.FromSeconds(2),
    };

    // The program that uses it has set it up, and waits for one step before it takes the next.
    private static readonly ClassDefaults Instrument = Register with
    {
        RestoreWithin = null,
        OnConflict = ConflictRule.Restore,
        OnceOnly = WhenDown.Block,
    };

    // Too much to record; who reads or feeds it waits.
    private static readonly ClassDefaults Stream = Register with
    {
        Record = RecordRule.None,
        OnceOnly = WhenDown.Block,
    };

    // What can't be sent now is sent again by who wants it, or worth nothing later.
    private static readonly ClassDefaults Packet = Register with
    {
        StaleAfter = TimeSpan.FromSeconds(1),
        Idempotent = WhenDown.Busy,
    };

    // What it holds does not change by itself, and writes follow each other: each waits for its turn.
    private static readonly ClassDefaults Block = Register with
    {
        StalePeriods = 5,
        StaleAfter = TimeSpan.FromSeconds(30),
        Output = WhenDown.Block,
        OnceOnly = WhenDown.Block,
    };

    public static ClassDefaults Of(DeviceClass kind) => kind switch
    {
        DeviceClass.Measuring => Measuring,
        DeviceClass.Actuator => Actuator,
        DeviceClass.Instrument => Instrument,
        DeviceClass.Stream => Stream,
        DeviceClass.Packet => Packet,
        DeviceClass.Block => Block,
        _ => Register,
    };

    /// <summary>Of a point that is scanned so often; null: not at all.</summary>
    public TimeSpan StaleAfterOf(TimeSpan? scanPeriod) => scanPeriod * StalePeriods ?? StaleAfter;
}
