namespace Understudy.Hardware.Modbus;

/// <summary>Which transaction id a reply carries. A real server always gives back the request's; the others are
/// faults seen in the field.</summary>
public enum ReplyId : byte
{
    OfRequest,

    /// <summary>The request's plus one.</summary>
    Next,

    /// <summary>The request's with its two bytes swapped.</summary>
    Swapped,

    /// <summary>Always 0.</summary>
    Zero,
}
