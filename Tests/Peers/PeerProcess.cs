using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Understudy.Tests.Peers;

/// <summary>A process that the tests talk to. Whatever becomes of the test, it is ended.</summary>
public sealed partial class PeerProcess : IAsyncDisposable
{
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(15);

    private const int SignalKill = 9;
    private const int SignalContinue = 18;
    private const int SignalStop = 19;

    private readonly Process _process;

    // Read all the time, or a talkative process would stop when the pipe is full.
    private readonly Task<string> _errors;

    private PeerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static PeerProcess Start(string file, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return new PeerProcess(Process.Start(start) ?? throw new InvalidOperationException($"{file} does not start."));
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string file, params IEnumerable<string> arguments)
    {
        await using var peer = Start(file, arguments);
        using var limit = new CancellationTokenSource(WaitMax);
        var output = peer._process.StandardOutput.ReadToEndAsync(limit.Token);
        await peer._process.WaitForExitAsync(limit.Token);
        return (peer._process.ExitCode, await output + await peer._errors.WaitAsync(limit.Token));
    }

    public async Task<string> ReadLineAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(WaitMax);
        return line ?? throw new InvalidOperationException(
            $"The process ended: {await _errors.WaitAsync(WaitMax)}");
    }

    /// <summary>Hands on what it prints from now on, line by line, until it ends.</summary>
    public async Task ReadLinesAsync(Action<string> take)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) take(line);
    }

    /// <summary>It stays, with its sockets open, and does nothing.</summary>
    public void Hang() => Signal(SignalStop);

    public void Continue() => Signal(SignalContinue);

    /// <summary>Ends it as a crash does.</summary>
    public async Task KillAsync()
    {
        Signal(SignalKill);
        using var limit = new CancellationTokenSource(WaitMax);
        await _process.WaitForExitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (!_process.HasExited) _ = Kill(_process.Id, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
