using System.Net;
using System.Net.Sockets;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>A client that sees every byte a server sends. Bytes are hexadecimal.</summary>
public sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Bytes that came and were not asked for yet.</summary>
    public int Available => _socket.Available;

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port)).WaitAsync(ScriptedPeer.WaitMax);
        return client;
    }

    /// <summary>Each request as its unit and PDU, all in one segment, with ids from <paramref name="firstId"/> on.
    /// </summary>
    public Task AskAsync(ushort firstId, params string[] requests) => SendAsync(string.Concat(requests.Select(
        (request, i) => Convert.ToHexString(ScriptedPeer.Client.Frame(
            (ushort)(firstId + i),
            Convert.FromHexString(request)[0],
            Convert.FromHexString(request)[1..])))));

    public async Task SendAsync(string bytes) =>
        await _socket.SendAsync(Convert.FromHexString(bytes)).WaitAsync(ScriptedPeer.WaitMax);

    /// <summary>So many bytes, in however many segments they come.</summary>
    public async Task<string> ReceiveAsync(int count)
    {
        using var limit = new CancellationTokenSource(ScriptedPeer.WaitMax);
        var bytes = new byte[count];
        for (var got = 0; got < count;)
        {
            var more = await _socket.ReceiveAsync(bytes.AsMemory(got), limit.Token);
            if (more == 0) throw new EndOfStreamException($"{got} of {count} bytes came.");
            got += more;
        }

        return Convert.ToHexString(bytes);
    }

    /// <summary>Waits for the end: true if it came as a reset, false if as a farewell.</summary>
    public async Task<bool> IsResetAsync()
    {
        using var limit = new CancellationTokenSource(ScriptedPeer.WaitMax);
        try
        {
            while (await _socket.ReceiveAsync(new byte[256], limit.Token) > 0)
            {
                // What was sent before the end.
            }

            return false;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            return true;
        }
    }

    public void Dispose() => _socket.Dispose();
}
