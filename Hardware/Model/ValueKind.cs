namespace Understudy.Hardware.Model;

public enum ValueKind : byte
{
    Boolean,
    Integer,
    Real,
    Text,

    /// <summary>Named values that belong together.</summary>
    Structure,
}
