namespace Understudy.Hardware.Plant;

/// <summary>What follows from a point's type alone.</summary>
public static class PointTypeTraits
{
    /// <summary>Registers that a number takes, or entries of its table that a bit takes; null for strings and
    /// structures, which say it themselves.</summary>
    public static int? NumberSize(this PointType type) => type switch
    {
        PointType.Int32 or PointType.Uint32 or PointType.Float32 => 2,
        PointType.Float64 or PointType.Int64 or PointType.Uint64 => 4,
        PointType.String or PointType.Structure => null,
        _ => 1,
    };

    /// <summary>An IEEE 754 number, whose values are real also without a scale.</summary>
    public static bool IsFloat(this PointType type) => type is PointType.Float32 or PointType.Float64;

    public static bool IsInteger(this PointType type) => type
        is PointType.Int16 or PointType.Uint16 or PointType.Int32 or PointType.Uint32
        or PointType.Int64 or PointType.Uint64;

    /// <summary>It can have a scale, an offset and a range.</summary>
    public static bool IsNumber(this PointType type) => type.IsFloat() || type.IsInteger();
}
