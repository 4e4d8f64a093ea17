namespace Understudy.Hardware.Plant;

/// <summary>What follows from a point's type alone.</summary>
public static class PointTypeTraits
{
    /// <summary>The most registers that a value takes.</summary>
    public const int RegistersMax = 4;

    /// <summary>Entries of its table that a value takes: registers, or one coil or discrete input.</summary>
    public static int Size(this PointType type) => type switch
    {
        PointType.Int32 or PointType.Uint32 or PointType.Float32 => 2,
        PointType.Float64 => 4,
        _ => 1,
    };

    /// <summary>Its values are numbers, between which there are differences.</summary>
    public static bool IsNumber(this PointType type) => type is not PointType.Bool;

    /// <summary>An IEEE 754 number, whose values are real also without a scale.</summary>
    public static bool IsFloat(this PointType type) => type is PointType.Float32 or PointType.Float64;
}
