using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Understudy.Tests.Peers;

/// <summary>A way to a PostgreSQL server that breaks off one transaction at its commit: before the server hears of it,
/// or after the server has answered and before the client hears that.</summary>
public sealed class CommitCuttingProxy : IAsyncDisposable
{
    private readonly int _serverPort;
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;
    private volatile Order? _order;
    private int _cuts;

    public CommitCuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Transactions that were broken off.</summary>
    public int Cuts => _cuts;

    /// <summary>The next transaction that this text occurs in is broken off.</summary>
    public void CutNext(string marker, bool isCommitted) => _order = new Order(marker, isCommitted);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var socket in _sockets.Keys) Reset(socket);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Over.
        }
    }

    private async Task PassAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _sockets[client] = _sockets[server] = 0;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            var way = new Way(client, server);
            await Task.WhenAny(RequestsAsync(way), AnswersAsync(way));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Broken off, or the server is away.
        }

        Reset(client);
        Reset(server);
    }

    private async Task RequestsAsync(Way way)
    {
        var buffer = new byte[64 * 1024];
        var said = new StringBuilder();
        while (await way.Client.ReceiveAsync(buffer) is > 0 and var count)
        {
            said.Append(Encoding.Latin1.GetString(buffer, 0, count));
            var text = said.ToString();
            if (text.Contains("COMMIT\0", StringComparison.Ordinal))
            {
                said.Clear();
                if (_order is { } order && text.Contains(order.Marker, StringComparison.Ordinal))
                {
                    _order = null;
                    Interlocked.Increment(ref _cuts);
                    if (!order.IsCommitted) return;
                    way.IsCut = true;
                }
            }

            await way.Server.SendAsync(buffer.AsMemory(0, count));
        }
    }

    private static async Task AnswersAsync(Way way)
    {
        var buffer = new byte[64 * 1024];
        while (await way.Server.ReceiveAsync(buffer) is > 0 and var count)
        {
            // The server answers a commit when it is durable.
            if (way.IsCut) return;
            await way.Client.SendAsync(buffer.AsMemory(0, count));
        }
    }

    private void Reset(Socket socket)
    {
        if (!_sockets.TryRemove(socket, out _)) return;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    private sealed record Order(string Marker, bool IsCommitted);

    private sealed class Way(Socket client, Socket server)
    {
        public Socket Client => client;

        public Socket Server => server;

        public volatile bool IsCut;
    }
}
