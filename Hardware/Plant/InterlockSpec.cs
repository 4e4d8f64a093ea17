using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>A write or command is let through only while the point reads above, below or equal to a value: exactly one
/// is given. It is no safety function.</summary>
/// <param name="Device">Whose point it is; null: that of the device that has the interlock.</param>
public sealed record InterlockSpec(
    PointId Point, double? Above, double? Below, PointValue? EqualTo, InterlockDevice? Device = null)
{
    /// <param name="own">The device that has the interlock.</param>
    public DevicePoint InputOf(DeviceId own) => new(Device?.On(own.Gateway) ?? own, Point);

    public override string ToString()
    {
        var input = Device is null ? $"{Point}" : $"{Device}/{Point}";
        return Above is { } above ? FormattableString.Invariant($"{input} above {above}")
            : Below is { } below ? FormattableString.Invariant($"{input} below {below}")
            : $"{input} equals {EqualTo}";
    }
}
