using System.Net;
using System.Net.Sockets;
using Understudy.Hardware.Modbus;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>A peer whose every byte the test decides.</summary>
public sealed class ScriptedPeer : IAsyncDisposable
{
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _accepted = [];

    public ScriptedPeer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async Task<Client> AcceptAsync()
    {
        var socket = await _listener.AcceptSocketAsync().WaitAsync(WaitMax);
        socket.NoDelay = true;
        _accepted.Add(socket);
        return new Client(socket);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var socket in _accepted) socket.Dispose();
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    public sealed class Client(Socket socket)
    {
        private readonly MbapFrameReader _reader = new(checksResponses: false);

        public async Task<(ushort Id, byte Unit, byte[] Pdu)> RequestAsync()
        {
            using var limit = new CancellationTokenSource(WaitMax);
            while (true)
            {
                if (_reader.TryRead(out var frame)) return (frame.TransactionId, frame.Unit, frame.Pdu.ToArray());
                var bytes = await socket.ReceiveAsync(_reader.Free, limit.Token);
                if (bytes == 0) throw new EndOfStreamException();
                _reader.Advance(bytes);
            }
        }

        public async Task SendAsync(params byte[] bytes)
        {
            using var limit = new CancellationTokenSource(WaitMax);
            await socket.SendAsync(bytes, limit.Token);
        }

        public Task ReplyAsync(ushort id, byte unit, params byte[] pdu) => SendAsync(Frame(id, unit, pdu));

        public static byte[] Frame(ushort id, byte unit, params byte[] pdu)
        {
            var frame = new byte[MbapFrame.HeaderBytes + pdu.Length];
            MbapFrame.Write(frame, id, unit, pdu);
            return frame;
        }

        /// <summary>True when the other side closed the connection.</summary>
        public async Task<bool> IsClosedAsync()
        {
            using var limit = new CancellationTokenSource(WaitMax);
            try
            {
                return await socket.ReceiveAsync(new byte[1], limit.Token) == 0;
            }
            catch (SocketException)
            {
                return true;
            }
        }

        public void Close() => socket.Dispose();
    }
}
