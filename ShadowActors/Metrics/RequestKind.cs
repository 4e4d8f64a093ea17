namespace Understudy.ShadowActors.Metrics;

/// <summary>What was asked of a shadow: the label <c>operation</c>.</summary>
public enum RequestKind : byte
{
    Read,
    Write,
    Invoke,
    Restart,
    Fault,
    Lift,
    Adopt,

    /// <summary>An administrative state.</summary>
    State,

    /// <summary>A lock, taken or released.</summary>
    Lock,

    /// <summary>An order on an alarm.</summary>
    Alarm,

    /// <summary>What no decision is known for.</summary>
    Other,
}
