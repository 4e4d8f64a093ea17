namespace Understudy.Tests.Peers;

/// <summary>pymodbus: units 1, 2 and 3, each with registers of its own.</summary>
public sealed class PymodbusServer : ModbusServerProcess
{
    /// <summary>False: the library's own default, with which a killed server that had clients comes back without its
    /// port.</summary>
    public bool ReusesAddress { get; set; } = true;

    public static async Task<PymodbusServer> StartAsync()
    {
        var server = new PymodbusServer();
        await server.InitializeAsync();
        return server;
    }

    protected override Task<PeerProcess> LaunchAsync(string port) => Task.FromResult(PeerProcess.Start(
        "/usr/bin/python3",
        [
            Path.Combine(AppContext.BaseDirectory, "Peers", "pymodbus_server.py"), port,
            .. ReusesAddress ? Array.Empty<string>() : ["--no-reuse"],
        ]));
}
