using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Understudy.Tests.Benchmarks.Device;

/// <summary>The devices' process as the measuring one sees it.</summary>
internal sealed class PlantServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private PlantServerProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <param name="plant">A plant file's text, with one gateway.</param>
    public static async Task<PlantServerProcess> StartAsync(string folder, string plant)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "devices.yaml");
        await File.WriteAllTextAsync(file, plant);
        var start = new ProcessStartInfo(Environment.ProcessPath!, [PlantServer.Argument, file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The devices do not start.");
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The devices ended at once.");
        return new PlantServerProcess(
            process, int.Parse(line[PlantServer.Ready.Length..], CultureInfo.InvariantCulture));
    }

    public Task SilenceAsync(byte unit) => TellAsync($"{PlantServer.Silence}{unit}");

    public Task ClearAsync() => TellAsync(PlantServer.Clear);

    /// <summary>Milliseconds between one request and the next, of each unit, since the last call.</summary>
    public async Task<Dictionary<byte, double[]>> TimesAsync() =>
        JsonSerializer.Deserialize<Dictionary<byte, double[]>>(await TellAsync(PlantServer.Times))!;

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> TellAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The devices have ended.");
    }
}
