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
    public const int RequestsInFlightMax = 16;
    public const int ValueNamesMax = 256;

    /// <summary>In characters: the registers that one request writes hold no more.</summary>
    public const int StringLengthMax = 246;

    public const int IntensityMax = 1_000;

    /// <summary>What two points at the ends of one request leave between them (Modbus: 125 registers).</summary>
    public const int ReadGapMax = 123;

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
