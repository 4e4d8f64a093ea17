namespace Understudy.Hardware.Modbus;

/// <summary>How a reply is framed on the wire. All but <see cref="Whole"/> are oddities of lines and bridges.</summary>
public enum ReplyFrame : byte
{
    Whole,

    /// <summary>One segment for each byte, as far as that is for the sender to say.</summary>
    ByteByByte,

    /// <summary>Its length field claims more than the protocol lets a frame have.</summary>
    BadLength,

    /// <summary>The reply of another unit, with the same id, comes right before it.</summary>
    AfterForeignUnit,
}
