using System.Buffers.Binary;
using Understudy.Hardware.Modbus;

namespace Understudy.Hardware.Simulation;

/// <summary>What a simulated unit does wrong with a request.</summary>
public abstract record SimulatorFault
{
    private SimulatorFault()
    {
    }

    /// <summary>The request is executed at once; its reply is held.</summary>
    public sealed record Delay(TimeSpan By) : SimulatorFault;

    /// <summary>The request gets no reply.</summary>
    /// <param name="Executes">The request is executed nevertheless: the reply was lost, not the request.</param>
    public sealed record Silence(bool Executes = false) : SimulatorFault;

    /// <summary>The request is not executed and answered with an exception.</summary>
    public sealed record Exception(ModbusExceptionCode Code) : SimulatorFault;

    /// <summary>The request is executed; its reply waits for the next reply of the connection, of whatever unit, and
    /// comes right before it in the same segment. Where each request meets it, that is every second reply.</summary>
    public sealed record JoinNext : SimulatorFault;

    /// <summary>The request is executed; its reply carries another transaction id.</summary>
    public sealed record WrongId(ReplyId Id = ReplyId.Next) : SimulatorFault, IReplyShape
    {
        IReadOnlyList<ReplyPiece> IReplyShape.Pieces(WireReply reply) => Whole(reply with
        {
            Id = Id switch
            {
                ReplyId.Next => unchecked((ushort)(reply.Id + 1)),
                ReplyId.Swapped => BinaryPrimitives.ReverseEndianness(reply.Id),
                ReplyId.Zero => 0,
                _ => reply.Id,
            },
        });
    }

    /// <summary>The request is executed; its reply comes in pieces.</summary>
    /// <param name="Gap">Between one piece and the next.</param>
    public sealed record Split(SplitPlace Place, TimeSpan Gap) : SimulatorFault, IReplyShape
    {
        IReadOnlyList<ReplyPiece> IReplyShape.Pieces(WireReply reply)
        {
            var frame = reply.ToFrame();
            return Place switch
            {
                SplitPlace.LastByte => [new(TimeSpan.Zero, frame[..^1]), new(Gap, frame[^1..])],
                SplitPlace.Header =>
                    [new(TimeSpan.Zero, frame[..MbapFrame.HeaderBytes]), new(Gap, frame[MbapFrame.HeaderBytes..])],
                _ => [.. frame.Select((each, i) => new ReplyPiece(i == 0 ? TimeSpan.Zero : Gap, [each]))],
            };
        }
    }

    /// <summary>The request is executed; the length field of its reply says something else than its length.</summary>
    public sealed record CorruptLength(ushort Length) : SimulatorFault, IReplyShape
    {
        private const int LengthAt = 4;

        IReadOnlyList<ReplyPiece> IReplyShape.Pieces(WireReply reply)
        {
            var frame = reply.ToFrame();
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(LengthAt), Length);
            return [new(TimeSpan.Zero, frame)];
        }
    }

    /// <summary>The request is executed; before its reply comes one of the next unit, with the same transaction id and
    /// with a byte that differs.</summary>
    /// <param name="Lead">How long before.</param>
    public sealed record ForeignReplyFirst(TimeSpan Lead) : SimulatorFault, IReplyShape
    {
        IReadOnlyList<ReplyPiece> IReplyShape.Pieces(WireReply reply)
        {
            var foreign = (reply with { Unit = unchecked((byte)(reply.Unit + 1)) }).ToFrame();
            foreign[^1] ^= 1;
            return [new(TimeSpan.Zero, foreign), new(Lead, reply.ToFrame())];
        }
    }

    /// <summary>The request is executed; its reply is longer or shorter than was asked for, as far as the protocol's
    /// limits let it. Its frame is as long as its length field says.</summary>
    /// <param name="By">Bytes more; negative: fewer.</param>
    /// <param name="IsCounted">The byte count before the data says so too.</param>
    public sealed record WrongSize(int By, bool IsCounted = true) : SimulatorFault, IReplyShape
    {
        private const int CountAt = 1;

        IReadOnlyList<ReplyPiece> IReplyShape.Pieces(WireReply reply)
        {
            var pdu = new byte[Math.Clamp(reply.Pdu.Length + By, 1, ModbusLimits.PduBytesMax)];
            reply.Pdu.AsSpan(0, Math.Min(pdu.Length, reply.Pdu.Length)).CopyTo(pdu);
            if (IsCounted && pdu.Length > CountAt && ModbusResponse.IsRead(pdu[0]))
                pdu[CountAt] = (byte)(pdu.Length - CountAt - 1);
            return Whole(reply with { Pdu = pdu });
        }
    }

    /// <summary>The request is executed; its reply names another function.</summary>
    /// <param name="Function">Null: the next one.</param>
    public sealed record WrongFunction(byte? Function = null) : SimulatorFault, IReplyShape
    {
        IReadOnlyList<ReplyPiece> IReplyShape.Pieces(WireReply reply) => Whole(reply with
        {
            Pdu = [Function ?? unchecked((byte)(reply.Pdu[0] + 1)), .. reply.Pdu.AsSpan(1)],
        });
    }

    private static ReplyPiece[] Whole(WireReply reply) => [new(TimeSpan.Zero, reply.ToFrame())];
}
