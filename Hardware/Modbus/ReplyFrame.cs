namespace Understudy.Hardware.Modbus;

/// <summary>How a reply is framed on the wire. The others than <see cref="Whole"/> are what lines and bridges do.</summary>
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
