namespace Understudy.Supervisor.Manager;

/// <summary>Why a plant was not applied.</summary>
public enum PlantRefusal : byte
{
    /// <summary>The file has problems.</summary>
    BadPlant,

    /// <summary>The journal takes nothing now.</summary>
    JournalUnavailable,

    /// <summary>The append is in doubt: ask for the plant to see what stands.</summary>
    InDoubt,

    /// <summary>Another plant is being applied just now.</summary>
    Busy,
}
