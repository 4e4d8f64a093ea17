namespace Understudy.Hardware.Links;

/// <summary>Sees the frames of one connection, when somebody wants to see them. It is called where frames are sent and
/// read: it neither blocks nor throws.</summary>
public interface IWireTap
{
    /// <summary>Whether somebody wants to see the frames of this unit; asked for each frame.</summary>
    bool IsOn(byte unit);

    /// <param name="frame">The whole frame; not to be kept.</param>
    /// <param name="payloadAt">Where the payload begins in it, without the transport's own framing.</param>
    void Sent(byte unit, ReadOnlySpan<byte> frame, int payloadAt);

    /// <summary>Also of a frame that is late, foreign or a violation. Parameters as above.</summary>
    /// <param name="asked">The unit whose request it would answer by its id, where that is another one: who looks at
    /// that unit sees it too.</param>
    void Received(byte unit, ReadOnlySpan<byte> frame, int payloadAt, byte? asked = null);
}
