namespace Understudy.Hardware.Model;

public enum ValueKind : byte
{
    Boolean,
    Integer,
    Real,
    Text,
}
