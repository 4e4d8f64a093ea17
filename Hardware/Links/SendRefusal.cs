namespace Understudy.Hardware.Links;

/// <summary>Why a link did not send.</summary>
public enum SendRefusal : byte
{
    /// <summary>The session was revoked: its incarnation has ended.</summary>
    SessionRevoked,

    /// <summary>The payload changes a device and came without a permit.</summary>
    NoPermit,

    /// <summary>The permit is of another claim, or the claim is not held any more.</summary>
    ClaimNotHeld,

    /// <summary>The permit is of another incarnation.</summary>
    WrongIncarnation,

    /// <summary>The last moment to send has passed: the permit's, or the caller's, who cancelled before.</summary>
    SendByPassed,

    /// <summary>Too many requests of this session wait already.</summary>
    QueueFull,
}
