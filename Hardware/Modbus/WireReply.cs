namespace Understudy.Hardware.Modbus;

/// <summary>A reply before it is made into bytes.</summary>
internal readonly record struct WireReply(ushort Id, byte Unit, byte[] Pdu)
{
    public byte[] ToFrame()
    {
        var frame = new byte[MbapFrame.HeaderBytes + Pdu.Length];
        MbapFrame.Write(frame, Id, Unit, Pdu);
        return frame;
    }
}
