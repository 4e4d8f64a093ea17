using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Understudy.Tests.Peers;

/// <summary>A cable between clients and a server: it passes bytes on until it is pulled.</summary>
public sealed class CuttableProxy : IAsyncDisposable
{
    private readonly int _serverPort;
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private TcpListener _listener;
    private Task _accepting;

    public CuttableProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public int Port { get; }

    /// <summary>Connections end at once, and new ones are refused until it is plugged in again.</summary>
    public async Task PullAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var socket in _sockets.Keys) Reset(socket);
    }

    public void PlugIn()
    {
        _listener = Listen(Port);
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync() => await PullAsync();

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true) _ = PassAsync(await listener.AcceptSocketAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Pulled.
        }
    }

    private async Task PassAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _sockets[client] = _sockets[server] = 0;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Pulled, or the server is away.
        }

        Reset(client);
        Reset(server);
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count) await to.SendAsync(buffer.AsMemory(0, count));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Pulled.
        }
    }

    private void Reset(Socket socket)
    {
        if (!_sockets.TryRemove(socket, out _)) return;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }
}
