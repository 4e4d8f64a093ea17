using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>Opens and closes the connection to a gateway (Modbus Messaging on TCP/IP V1.0b, 4.3.2: socket options).
/// </summary>
internal static class GatewaySocket
{
    private const int TcpLevel = 6;
    private const int TcpUserTimeout = 18;
    private const int KeepAliveSeconds = 10;
    private const int KeepAliveIntervalSeconds = 2;
    private const int KeepAliveProbes = 3;

    public static async Task<Socket> ConnectAsync(LinkSpec link, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(link.ConnectTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var address = IPAddress.TryParse(link.Host, out var parsed) ? parsed : null;
        var socket = address is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Configure(socket);
            EndPoint peer = address is null
                ? new DnsEndPoint(link.Host, link.Port)
                : new IPEndPoint(address, link.Port);
            await socket.ConnectAsync(peer, either.Token).ConfigureAwait(false);
            // A send that can't be done at once must fail instead of waiting with the writers' lock held.
            socket.Blocking = false;
            return socket;
        }
        catch (Exception error)
        {
            socket.Dispose();
            if (cancellation.IsCancellationRequested) throw new OperationCanceledException(cancellation);
            var reason = error switch
            {
                OperationCanceledException => FormattableString.Invariant(
                    $"no connection within {link.ConnectTime.TotalSeconds} s"),
                SocketException socketError => Words(socketError),
                _ => error.Message,
            };
            throw new LinkLostException(
                $"{link.Host}:{link.Port} can't be reached: {reason}", maySent: false, error);
        }
    }

    /// <param name="discardsUnsent">What the system has not delivered yet must not reach the device any more.</param>
    public static void Close(Socket socket, bool discardsUnsent)
    {
        try
        {
            if (discardsUnsent) socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The peer was first; there is nothing left to discard.
        }

        socket.Dispose();
    }

    public static string Words(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "the peer reset the connection",
        SocketError.TimedOut => "what was sent is not acknowledged",
        SocketError.HostUnreachable => "no route to the host",
        SocketError.NetworkUnreachable => "the network is unreachable",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "its name is not known",
        _ => error.Message,
    };

    private static void Configure(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveIntervalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
        if (!OperatingSystem.IsLinux()) return;
        var milliseconds = (int)LinkSpec.UnacknowledgedMax.TotalMilliseconds;
        socket.SetRawSocketOption(
            TcpLevel, TcpUserTimeout, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(ref milliseconds)));
    }
}
