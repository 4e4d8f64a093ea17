namespace Understudy.Tests.Peers;

/// <summary>libmodbus, which serves one client at a time and lets the next one wait.</summary>
public sealed class LibmodbusServer : ModbusServerProcess
{
    private static readonly Lazy<Task<string>> Program = new(CompileAsync);

    protected override async Task<PeerProcess> LaunchAsync(string port) =>
        PeerProcess.Start(await Program.Value, port);

    /// <summary>Once for all tests of a run.</summary>
    private static async Task<string> CompileAsync()
    {
        var folder = Directory.CreateTempSubdirectory("understudy-libmodbus-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var program = Path.Combine(folder, "libmodbus_server");
        var flags = await RunAsync("pkg-config", "--cflags", "--libs", "libmodbus");
        await RunAsync(
            "gcc",
            [
                "-o", program, Path.Combine(AppContext.BaseDirectory, "Peers", "libmodbus_server.c"),
                .. flags.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
            ]);
        return program;
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output) = await PeerProcess.RunAsync(program, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} ended with {code}: {output}");
    }
}
