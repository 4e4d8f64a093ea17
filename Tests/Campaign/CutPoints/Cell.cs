namespace Understudy.Tests.Campaign.CutPoints;

/// <summary>What is under way when it is cut.</summary>
public enum CutKind
{
    Setting,
    Output,
    RepeatableCommand,
    Command,
    SafeCommand,

    /// <summary>A setting that was accepted while the link was away.</summary>
    Queued,

    /// <summary>A setting that a recovery writes again.</summary>
    Restored,
}

/// <summary>How far it has come.</summary>
public enum CutPlace
{
    BeforeAppend,
    AfterAppend,

    /// <summary>With the driver; what it sends is lost on the way.</summary>
    LostOnTheWay,

    /// <summary>The device did it; its reply is lost.</summary>
    ReplyLost,

    /// <summary>The device's reply is here, and nothing of it is durable.</summary>
    BeforeOutcome,

    /// <summary>The outcome is durable, and the shadow does not know it yet.</summary>
    AfterOutcome,
}

public enum Cut
{
    DriverCrash,
    LinkLoss,

    /// <summary>Everything of the node stops at once, and another one starts over the same journal.</summary>
    NodeLoss,

    /// <summary>Nothing goes on for longer than a mutation may be under way.</summary>
    Pause,
}
