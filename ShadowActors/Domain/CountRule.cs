using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What must be added to a count so that it goes on where it stood. All in the point's unit.</summary>
public static class CountRule
{
    // Beyond it a decimal has too few digits left.
    private const double DecimalMax = 1e15;

    public static bool IsCount(PointValue value) =>
        value.Kind == ValueKind.Integer || (value.Kind == ValueKind.Real && double.IsFinite(value.AsReal));

    /// <summary>Nothing is added, in the same kind of number.</summary>
    public static PointValue NoOffset(PointValue raw) =>
        raw.Kind == ValueKind.Integer ? PointValue.Of(0) : PointValue.Of(0.0);

    public static bool IsLower(PointValue raw, PointValue last) =>
        raw.Kind == ValueKind.Integer && last.Kind == ValueKind.Integer
            ? raw.AsInteger < last.AsInteger
            : raw.AsNumber < last.AsNumber;

    public static PointValue Total(PointValue raw, PointValue offset) =>
        offset.AsNumber == 0 ? raw : Sum(raw, offset, PointValue.Of(0));

    /// <summary>
    /// The offset from a count on that is lower than the last one. From the top tenth of what the type holds into its
    /// lowest tenth it wrapped, and the type's range is added. A count above half of the last one was set back, and
    /// goes on from where it is. Else the device began anew at zero, and what it had counted is added.
    /// </summary>
    public static (OverlayCause Why, PointValue Offset) Raised(
        PointSpec point, PointValue offset, PointValue last, PointValue raw)
    {
        if (RangeOf(point, raw) is { } range && IsWrap(point, last, raw))
            return (OverlayCause.Wrap, Sum(offset, range, PointValue.Of(0)));
        var zero = raw.Kind == ValueKind.Integer ? PointValue.Of(0) : PointValue.Of(point.Offset);
        if (IsSetBack(last, raw, zero)) return (OverlayCause.SetBack, Sum(offset, last, raw));
        // A count below zero did not begin there: it goes on from where it is.
        return (OverlayCause.Reset, Sum(offset, last, IsLower(raw, zero) ? raw : zero));
    }

    /// <summary>One more than the largest number less the least one, of types that are small enough to wrap.</summary>
    private static PointValue? RangeOf(PointSpec point, PointValue raw)
    {
        if (!point.IsNumber || point.Type.IsFloat() || point.Type.NumberSize() > 2) return null;
        var (min, max) = ValueForm.Of(point).Holds;
        return raw.Kind == ValueKind.Integer
            ? PointValue.Of((long)max - (long)min + 1)
            : Sum(PointValue.Of(max), PointValue.Of(point.Scale), PointValue.Of(min));
    }

    private static bool IsWrap(PointSpec point, PointValue last, PointValue raw)
    {
        var (min, max) = ValueForm.Of(point).Holds;
        var tenth = (max - min) / 10;
        return last.AsNumber >= max - tenth && raw.AsNumber <= min + tenth;
    }

    private static bool IsSetBack(PointValue last, PointValue raw, PointValue zero)
    {
        var counted = last.AsNumber!.Value - zero.AsNumber!.Value;
        return counted > 0 && raw.AsNumber!.Value - zero.AsNumber!.Value > counted / 2;
    }

    /// <summary><paramref name="a"/> + <paramref name="b"/> - <paramref name="less"/>. Reals with few
    /// digits are added as decimals, so that none come in that no device gave.</summary>
    private static PointValue Sum(PointValue a, PointValue b, PointValue less)
    {
        if (a.Kind == ValueKind.Integer && b.Kind == ValueKind.Integer && less.Kind == ValueKind.Integer)
        {
            var sum = (Int128)a.AsInteger + b.AsInteger - less.AsInteger;
            return sum >= long.MinValue && sum <= long.MaxValue ? PointValue.Of((long)sum) : PointValue.Of((double)sum);
        }

        var (x, y, z) = (a.AsNumber!.Value, b.AsNumber!.Value, less.AsNumber!.Value);
        return IsDecimal(x) && IsDecimal(y) && IsDecimal(z)
            ? PointValue.Of((double)((decimal)x + (decimal)y - (decimal)z))
            : PointValue.Of(x + y - z);
    }

    // The cast keeps 15 digits: of a number that has more, the rest would be taken away.
    private static bool IsDecimal(double number) =>
        Math.Abs(number) < DecimalMax && (double)(decimal)number == number;
}
