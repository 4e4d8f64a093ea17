namespace Understudy.ShadowActors.Metrics;

/// <summary>What was asked of a shadow: the label <c>operation</c>.</summary>
public enum RequestKind : byte
{
    Read,
    Write,
    Invoke,
    Restart,
    Fault,
    Alarm,

    /// <summary>What no decision is known for.</summary>
    Other,
}
