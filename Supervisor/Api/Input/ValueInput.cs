using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Api.Input;

/// <summary>
/// JSON has one kind of number, and clients write 5 for 5.0 and 5.0 for 5. Here, and only here, a number becomes the
/// kind that its point has; whether the value may be written is the shadow's decision.
/// </summary>
public static class ValueInput
{
    public static PointValue For(PointSpec point, PointValue value) =>
        As(point.IsReal, point.Type == PointType.Bool, value);

    public static PointValue For(CommandSpec command, PointValue value) =>
        As(command.Type.IsFloat(), command.Type == PointType.Bool, value);

    private static PointValue As(bool real, bool boolean, PointValue value) => value.Kind switch
    {
        ValueKind.Integer when real => PointValue.Of((double)value.AsInteger),
        ValueKind.Real when !real && !boolean && IsWhole(value.AsReal) => PointValue.Of((long)value.AsReal),
        _ => value,
    };

    private static bool IsWhole(double real) => Math.Abs(real) <= int.MaxValue * 2.0 + 1 && real == Math.Truncate(real);
}
