namespace Understudy.ShadowActors.Metrics;

/// <summary>What came of a request: the label <c>outcome</c>. A read has a quality, a change a verdict, and either may
/// be refused.</summary>
public enum RequestOutcome : byte
{
    /// <summary>All points that were asked.</summary>
    Good,

    /// <summary>The worst of the points that were asked.</summary>
    Uncertain,

    /// <summary>The worst of the points that were asked.</summary>
    Bad,

    NotExecuted,
    Accepted,
    Sent,
    Confirmed,
    Rejected,
    Indeterminate,

    /// <summary>A restart, a drill, or what people decided.</summary>
    Done,

    /// <summary>Not tried.</summary>
    Refused,
}
