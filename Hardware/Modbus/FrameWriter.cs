using System.Net.Sockets;

namespace Understudy.Hardware.Modbus;

/// <summary>Writes frames to a socket that does not block, each with one call. After one that did not go out whole
/// nothing more is written: it would be taken for the rest of the half one. One caller at a time.</summary>
public sealed class FrameWriter(Socket socket)
{
    private string? _broken;

    /// <returns>Null when all of it is on its way; otherwise why not, and whether a part is.</returns>
    public (string Reason, bool MaySent)? Write(ReadOnlySpan<byte> frame)
    {
        if (_broken is { } before) return (before, false);
        if (Sent(frame) is not { } failure) return null;
        _broken = failure.Reason;
        return failure;
    }

    private (string Reason, bool MaySent)? Sent(ReadOnlySpan<byte> frame)
    {
        try
        {
            var sent = socket.Send(frame, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) return ("the peer takes no more bytes", false);
            if (error != SocketError.Success) return (GatewaySocket.Words(new SocketException((int)error)), false);
            return sent == frame.Length ? null : ("the peer takes no more bytes", true);
        }
        catch (ObjectDisposedException)
        {
            return ("closed", false);
        }
    }
}
