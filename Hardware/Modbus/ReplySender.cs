using System.Net.Sockets;

namespace Understudy.Hardware.Modbus;

/// <summary>Puts the replies of one connection onto the wire, one after the other. Safe for several threads.</summary>
internal sealed class ReplySender(Socket socket, TimeProvider time, CancellationToken ending)
{
    private readonly Lock _sending = new();
    private readonly byte[] _frame = new byte[MbapFrame.FrameBytesMax];
    private Task _last = Task.CompletedTask;

    /// <summary>A reply that goes out together with the next one.</summary>
    private byte[]? _held;

    /// <summary>Completed when the reply is sent, held or of no use any more.</summary>
    public Task SendAsync(WireReply reply, ModbusAnswer answer)
    {
        lock (_sending)
        {
            if (answer is { Shape: null, WaitsForNext: false } && _held is null && _last.IsCompleted)
            {
                Put(_frame.AsSpan(0, MbapFrame.Write(_frame, reply.Id, reply.Unit, reply.Pdu)));
                return Task.CompletedTask;
            }

            if (answer.WaitsForNext && _held is null)
            {
                _held = reply.ToFrame();
                return Task.CompletedTask;
            }

            ReplyPiece[] pieces = [.. answer.Shape?.Pieces(reply) ?? [new ReplyPiece(TimeSpan.Zero, reply.ToFrame())]];
            if (_held is not null) pieces[0] = pieces[0] with { Bytes = [.. _held, .. pieces[0].Bytes] };
            _held = null;
            return _last = PutAsync(_last, pieces);
        }
    }

    private async Task PutAsync(Task before, ReplyPiece[] pieces)
    {
        await before.ConfigureAwait(false);
        foreach (var piece in pieces)
        {
            if (piece.Wait > TimeSpan.Zero)
                await Task.Delay(piece.Wait, time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested) return;
            Put(piece.Bytes);
        }
    }

    // A client that does not take its answers has no use for the connection, and may not hold up the others.
    private void Put(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (socket.Send(bytes, SocketFlags.None, out _) != bytes.Length) socket.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // The connection is over.
        }
    }
}
