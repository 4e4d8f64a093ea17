namespace Understudy.Supervisor.Plant;

/// <summary>The bounds of what one plant file may hold.</summary>
public static class PlantLimits
{
    public const int FileBytesMax = 16 * 1024 * 1024;

    /// <summary>Keys, values, mappings and lists together.</summary>
    public const int NodesMax = 1_000_000;

    public const int DepthMax = 16;
    public const int GatewaysMax = 10_000;
    public const int DevicesMax = 50_000;
    public const int ProfilesMax = 1_000;
    public const int PointsPerProfileMax = 1_000;
    public const int CommandsPerProfileMax = 200;

    /// <summary>Points of all devices together.</summary>
    public const int PointsMax = 2_000_000;

    public const int ScanClassesPerGatewayMax = 32;
    public const int AfterPerPointMax = 32;

    /// <summary>Former ids of one thing.</summary>
    public const int WasMax = 8;

    /// <summary>Of a point or command.</summary>
    public const int InterlocksMax = 8;

    /// <summary>Points of other devices that interlocks go by, counted for each device that goes by them.</summary>
    public const int OtherInputsMax = 100_000;

    public const int RestoreGroupsMax = 32;

    /// <summary>A group is transferred under one append.</summary>
    public const int PointsPerRestoreGroupMax = 32;

    /// <summary>Of unlocking, and of locking.</summary>
    public const int RestoreStepsMax = 8;
    public const int RequestsInFlightMax = 16;
    public const int ValueNamesMax = 256;

    /// <summary>In characters: the registers that one request writes hold no more.</summary>
    public const int StringLengthMax = 246;

    public const int IntensityMax = 1_000;

    /// <summary>What two points at the ends of one request leave between them (Modbus: 2,000 bits). Of registers, of
    /// which a request reads 125, more than 123 say the same as 123.</summary>
    public const int ReadGapMax = 1_998;

    /// <summary>In characters: areas and units of measure.</summary>
    public const int TextLengthMax = 64;

    public static readonly TimeSpan ScanPeriodMin = TimeSpan.FromMilliseconds(10);

    /// <summary>Of a link or a device. A mutation may have to read first, and is sent within a second or not at all.
    /// </summary>
    public static readonly TimeSpan PaceMax = TimeSpan.FromMilliseconds(300);

    /// <summary>What is recorded is gathered for up to a tenth of this.</summary>
    public static readonly TimeSpan RecordAtLeastMin = TimeSpan.FromSeconds(1);
    /// <summary>In characters: the guidance of an alarm.</summary>
    public const int GuidanceLengthMax = 1_000;

    public static readonly TimeSpan AlarmDelayMax = TimeSpan.FromHours(24);
    public static readonly TimeSpan TtlMax = TimeSpan.FromSeconds(60);

    /// <summary>The longest duration a key takes where nothing shorter is said.</summary>
    public static readonly TimeSpan DurationMax = TimeSpan.FromDays(366);
}
