namespace Understudy.Hardware.Modbus.Probing;

/// <summary>Why a probe has no values of some addresses.</summary>
public enum GapKind : byte
{
    /// <summary>The device refused each address alone, or the table as a whole.</summary>
    Refused,

    /// <summary>The device refused them together, and nobody asked for parts of them any more.</summary>
    RefusedTogether,

    /// <summary>No answer came.</summary>
    Unanswered,

    /// <summary>Nobody asked.</summary>
    NotAsked,
}
