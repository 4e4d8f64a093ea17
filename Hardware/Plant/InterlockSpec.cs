using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>A write or command is let through only while the point reads above, below or equal to a value: exactly one
/// is given. It is no safety function.</summary>
public sealed record InterlockSpec(PointId Point, double? Above, double? Below, PointValue? EqualTo)
{
    public override string ToString() => Above is { } above ? FormattableString.Invariant($"{Point} above {above}")
        : Below is { } below ? FormattableString.Invariant($"{Point} below {below}")
        : $"{Point} equals {EqualTo}";
}
