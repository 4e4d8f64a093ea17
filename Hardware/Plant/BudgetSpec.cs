namespace Understudy.Hardware.Plant;

/// <summary>How many counted failures a driver may have, in OTP's words.</summary>
/// <param name="Intensity">Counted failures allowed within the period; one more and the device is Faulted.</param>
/// <param name="HoldTimeMin">Hold time before the second restart in a row; the first has none.</param>
/// <param name="HoldTimeMax">The hold time doubles up to this.</param>
/// <param name="ProbePeriod">How often a Faulted device is tried.</param>
public sealed record BudgetSpec(
    int Intensity, TimeSpan Period, TimeSpan HoldTimeMin, TimeSpan HoldTimeMax, TimeSpan ProbePeriod)
{
    public static readonly BudgetSpec Default = new(
        5,
        TimeSpan.FromSeconds(60),
        TimeSpan.FromMilliseconds(100),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30));
}
