using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>Whether a value is above, below or equal to another, as a plant file says it.</summary>
public static class Condition
{
    public static bool Holds(double? above, double? below, PointValue? equalTo, PointValue? value)
    {
        var number = value?.AsNumber;
        return (above is { } low && number > low)
            || (below is { } high && number < high)
            || (equalTo is { } equal && value is { } given
                && (given == equal || (number is not null && number == equal.AsNumber)));
    }
}
