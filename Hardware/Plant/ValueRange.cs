namespace Understudy.Hardware.Plant;

/// <summary>The values that may be written, both ends included, in the point's unit.</summary>
public sealed record ValueRange(double Min, double Max)
{
    public bool Contains(double value) => value >= Min && value <= Max;

    /// <summary>The value in the range that is nearest to this one.</summary>
    public double Nearest(double value) => Math.Clamp(value, Min, Max);

    public override string ToString() => FormattableString.Invariant($"{Min} to {Max}");
}
