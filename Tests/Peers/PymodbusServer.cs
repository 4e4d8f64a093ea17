using System.Globalization;

namespace Understudy.Tests.Peers;

/// <summary>
/// pymodbus as a server in a process of its own: units 1, 2 and 3 with 200 addresses in each table, input registers
/// that hold their own address, and 0xE2A0 in holding register 122.
/// </summary>
public sealed class PymodbusServer : IAsyncDisposable
{
    private PeerProcess _process;

    private PymodbusServer(PeerProcess process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<PymodbusServer> StartAsync()
    {
        var (process, port) = await RunAsync(0);
        return new PymodbusServer(process, port);
    }

    public Task KillAsync() => _process.KillAsync();

    /// <summary>A fresh server on the same port, with everything back at its defaults.</summary>
    public async Task RestartAsync()
    {
        await _process.DisposeAsync();
        (_process, _) = await RunAsync(Port);
    }

    public void Hang() => _process.Hang();

    public void Continue() => _process.Continue();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<(PeerProcess Process, int Port)> RunAsync(int port)
    {
        var process = PeerProcess.Start(
            "/usr/bin/python3",
            Path.Combine(AppContext.BaseDirectory, "Peers", "pymodbus_server.py"),
            port.ToString(CultureInfo.InvariantCulture));
        try
        {
            return (process, int.Parse(await process.ReadLineAsync(), CultureInfo.InvariantCulture));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}
