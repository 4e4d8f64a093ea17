namespace Understudy.Hardware.Plant;

/// <summary>What of a point's value is watched.</summary>
public enum LimitKind : byte
{
    HighHigh,
    High,
    Low,
    LowLow,

    /// <summary>The value is the one declared.</summary>
    EqualTo,
}
