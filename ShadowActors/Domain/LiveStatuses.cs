namespace Understudy.ShadowActors.Domain;

public enum JournalStatus : byte
{
    /// <summary>Being read to its end: at the start, or after an append that failed.</summary>
    Reading,
    Up,
    Down,

    /// <summary>An event can't be read; only a person can help.</summary>
    Unreadable,
}

public enum ClaimStatus : byte
{
    None,

    /// <summary>On its way into the journal.</summary>
    Claiming,
    Held,

    /// <summary>Its release is on the way into the journal: nothing more is recorded or sent.</summary>
    Releasing,

    /// <summary>Another process owns the device, or it was given back.</summary>
    Lost,
}

public enum DriverPhase : byte
{
    /// <summary>The last incarnation is ending; its actor has not yet reported that it is closed.</summary>
    Closing,
    Closed,
    Opening,
    Open,
}
