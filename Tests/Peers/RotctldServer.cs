using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Peers;

/// <summary>Hamlib's rotctld with its dummy rotator: a device that takes its time to move, 6 degrees a second, and
/// begins at 0, 0 whenever it is started.</summary>
public sealed class RotctldServer : IAsyncDisposable
{
    private readonly string _port;
    private PeerProcess _process;

    private RotctldServer(int port, PeerProcess process)
    {
        (Port, _process) = (port, process);
        _port = port.ToString(CultureInfo.InvariantCulture);
    }

    public int Port { get; }

    public static async Task<RotctldServer> StartAsync()
    {
        var port = FreePort();
        var server = new RotctldServer(port, Launch(port.ToString(CultureInfo.InvariantCulture)));
        await server.UntilItListensAsync();
        return server;
    }

    /// <summary>It stays, with its sockets open, and does nothing.</summary>
    public void Hang() => _process.Hang();

    public Task KillAsync() => _process.KillAsync();

    /// <summary>A new process on the same port, after the one before was killed.</summary>
    public async Task StartAnewAsync()
    {
        await _process.DisposeAsync();
        _process = Launch(_port);
        await UntilItListensAsync();
    }

    /// <summary>Where it is, as it tells a client of its own.</summary>
    public async Task<(double Azimuth, double Elevation)> PositionAsync()
    {
        using var limit = new CancellationTokenSource(PeerProcess.WaitMax);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync("p\n"u8.ToArray(), limit.Token);
        using var reader = new StreamReader(stream);
        return (await NumberAsync(), await NumberAsync());

        async Task<double> NumberAsync() =>
            double.Parse((await reader.ReadLineAsync(limit.Token))!, CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static PeerProcess Launch(string port) =>
        PeerProcess.Start("rotctld", "-m", "1", "-T", "127.0.0.1", "-t", port);

    // It can't be told to choose one.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task UntilItListensAsync() => await Probe.UntilAsync(async () =>
    {
        try
        {
            await PositionAsync();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });
}
