using System.Net;
using System.Net.Sockets;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// A Modbus TCP server for several clients and units (Modbus Messaging on TCP/IP V1.0b, 4.4.2). It can be stopped and
/// started again, on the same port.
/// </summary>
/// <param name="address">Where it listens; null: loopback only.</param>
/// <param name="time">For replies that are held; null: the system's.</param>
public sealed class ModbusServer(IModbusUnits units, IPAddress? address = null, TimeProvider? time = null)
    : IAsyncDisposable
{
    /// <summary>Before a connection is accepted again after one could not be.</summary>
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(10);

    /// <summary>One client more is disconnected at once.</summary>
    public const int ClientsMax = 64;

    private readonly IPAddress _address = address ?? IPAddress.Loopback;
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly HashSet<ServerConnection> _connections = [];
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <summary>The port it listens on, or listened on last; 0 before the first start.</summary>
    public int Port { get; private set; }

    /// <summary>While its pause lasts, no request is begun; connections are taken.</summary>
    internal ServerConduct Conduct { get; } = new();

    public bool IsListening
    {
        get
        {
            lock (_lock) return _listener is not null;
        }
    }

    /// <summary>Listens; returns when clients can connect.</summary>
    /// <param name="port">0: the port it had before, or one that the system chooses.</param>
    /// <exception cref="SocketException">The port can't be had.</exception>
    public void Start(int port = 0)
    {
        lock (_lock)
        {
            if (_listener is not null) throw new InvalidOperationException("The server is started already.");
            var listener = new Socket(_address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                // On Unix the runtime binds TCP sockets with SO_REUSEADDR.
                listener.Bind(new IPEndPoint(_address, port == 0 ? Port : port));
                listener.Listen(ClientsMax);
            }
            catch
            {
                listener.Dispose();
                throw;
            }

            Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
            _listener = listener;
            _accepting = Task.Run(() => AcceptAsync(listener));
        }
    }

    /// <summary>Connections are refused from now on; those that are open stay.</summary>
    public async Task StopListeningAsync()
    {
        Task accepting;
        lock (_lock)
        {
            _listener?.Dispose();
            _listener = null;
            accepting = _accepting;
        }

        Conduct.Tell();
        await accepting.ConfigureAwait(false);
    }

    /// <summary>Ends the open connections with a reset; new ones are taken as before.</summary>
    public async Task DropConnectionsAsync()
    {
        ServerConnection[] connections;
        lock (_lock) connections = [.. _connections];
        foreach (var connection in connections) connection.Reset();
        await Task.WhenAll(connections.Select(connection => connection.Ended)).ConfigureAwait(false);
    }

    /// <summary>The open connections stay, and nothing on them is done or answered any more.</summary>
    internal void MuteConnections()
    {
        lock (_lock)
            foreach (var connection in _connections)
                connection.Mute();
    }

    public async Task StopAsync()
    {
        await StopListeningAsync().ConfigureAwait(false);
        await DropConnectionsAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                var socket = await listener.AcceptAsync().ConfigureAwait(false);
                await TurnAsync(listener).ConfigureAwait(false);
                Take(socket);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                lock (_lock)
                    if (_listener != listener)
                        return;
                // A client that went before it was accepted, or no file handle: neither ends the server.
                await Task.Delay(AcceptPause).ConfigureAwait(false);
            }
        }
    }

    // Where it serves one client, the next one waits here: accepted by the system, and heard by nobody.
    private async Task TurnAsync(Socket listener)
    {
        while (true)
        {
            var changed = Conduct.Changed;
            lock (_lock)
                if (_listener != listener || _connections.Count == 0 || !Conduct.Has(ServerHabits.OneClient))
                    return;
            await changed.ConfigureAwait(false);
        }
    }

    private void Take(Socket socket)
    {
        lock (_lock)
        {
            if (_listener is null || _connections.Count >= ClientsMax)
            {
                GatewaySocket.Close(socket, discardsUnsent: _listener is null);
                return;
            }

            var connection = new ServerConnection(socket, units, Conduct, _time);
            _connections.Add(connection);
            connection.Start(Remove);
        }
    }

    private void Remove(ServerConnection connection)
    {
        lock (_lock) _connections.Remove(connection);
        Conduct.Tell();
    }
}
