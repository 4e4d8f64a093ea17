namespace Understudy.Hardware.Modbus;

/// <summary>How a reply goes onto the wire where it does not go there as it should.</summary>
internal interface IReplyShape
{
    /// <summary>Never empty; sent one after the other, with no other reply between them.</summary>
    IReadOnlyList<ReplyPiece> Pieces(WireReply reply);
}
