using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>What each type holds.</summary>
internal static class RegisterWidth
{
    public static bool IsWide(this PointType type) => type.Size() > 1;

    /// <summary>The raw numbers that the type holds.</summary>
    public static ValueRange RawRange(PointType type) => type switch
    {
        PointType.Bool => new ValueRange(0, 1),
        PointType.Int16 => new ValueRange(short.MinValue, short.MaxValue),
        PointType.Uint16 => new ValueRange(ushort.MinValue, ushort.MaxValue),
        PointType.Int32 => new ValueRange(int.MinValue, int.MaxValue),
        PointType.Uint32 => new ValueRange(uint.MinValue, uint.MaxValue),
        PointType.Float64 => new ValueRange(double.MinValue, double.MaxValue),
        _ => new ValueRange(float.MinValue, float.MaxValue),
    };
}
