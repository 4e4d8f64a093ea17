using System.Diagnostics;
using System.Globalization;

namespace Understudy.Tests.Benchmarks.Device;

/// <summary>The device's process as the measuring one sees it.</summary>
internal sealed class DeviceProcess : IAsyncDisposable
{
    private readonly Process _process;

    private DeviceProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<DeviceProcess> StartAsync(int settings)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(ServerMode.Argument);
        start.ArgumentList.Add(settings.ToString(CultureInfo.InvariantCulture));
        var process = Process.Start(start) ?? throw new InvalidOperationException("The device does not start.");
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The device ended at once.");
        return new DeviceProcess(process, int.Parse(line[ServerMode.Ready.Length..], CultureInfo.InvariantCulture));
    }

    public Task DelayAsync(TimeSpan delay) => TellAsync(string.Create(
        CultureInfo.InvariantCulture, $"{ServerMode.SetDelay}{delay.TotalMicroseconds}"));

    /// <summary>The device loses what it holds; its connections stay.</summary>
    public Task PowerCycleAsync() => TellAsync(ServerMode.PowerCycle);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task TellAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        if (await _process.StandardOutput.ReadLineAsync() != ServerMode.Done)
            throw new InvalidOperationException("The device has ended.");
    }
}
