namespace Understudy.ShadowActors.Protocol;

/// <summary>The reason of a verdict is for people, but for these words: one that begins with them says the same to
/// programs.</summary>
public static class VerdictReason
{
    /// <summary>Of NotExecuted: a later write to the same setting took its place.</summary>
    public const string Superseded = "Superseded";

    /// <summary>Of NotExecuted or Indeterminate: the driver failed at it twice, and it is not sent again.</summary>
    public const string Quarantined = "Quarantined";

    /// <summary>Of NotExecuted: an interlock did not hold when it was to be executed.</summary>
    public const string Interlocked = "Interlocked";

    /// <summary>Of NotExecuted: the value would have changed too fast when it was to be executed.</summary>
    public const string RateExceeded = "RateExceeded";

    /// <summary>Of NotExecuted: its time was over before it was sent.</summary>
    public const string DeadlinePassed = "DeadlinePassed";
}
