using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>What each type holds.</summary>
internal static class RegisterWidth
{
    public static bool IsWide(this PointType type) => type is PointType.Int32 or PointType.Uint32 or PointType.Float32;

    /// <summary>In entries of its table.</summary>
    public static int Of(PointType type) => type.IsWide() ? 2 : 1;

    /// <summary>The raw numbers that the type holds.</summary>
    public static ValueRange RawRange(PointType type) => type switch
    {
        PointType.Bool => new ValueRange(0, 1),
        PointType.Int16 => new ValueRange(short.MinValue, short.MaxValue),
        PointType.Uint16 => new ValueRange(ushort.MinValue, ushort.MaxValue),
        PointType.Int32 => new ValueRange(int.MinValue, int.MaxValue),
        PointType.Uint32 => new ValueRange(uint.MinValue, uint.MaxValue),
        _ => new ValueRange(float.MinValue, float.MaxValue),
    };
}
