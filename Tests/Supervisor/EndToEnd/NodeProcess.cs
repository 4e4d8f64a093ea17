using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>The built executable as its users run it.</summary>
internal sealed partial class NodeProcess : IAsyncDisposable
{
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    private const int SignalInterrupt = 2;
    private const string UrlVariable = "UNDERSTUDY_URL";
    private static readonly string[] NotInherited = ["UNDERSTUDY_DATABASE", UrlVariable, "NOTIFY_SOCKET"];
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task _reading;

    private NodeProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(KeepAsync(process.StandardOutput), KeepAsync(process.StandardError));
    }

    /// <summary>Where the product's own build puts it; beside the tests lies a copy.</summary>
    public static string Executable { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace(
            $"{Path.DirectorySeparatorChar}Tests{Path.DirectorySeparatorChar}bin",
            $"{Path.DirectorySeparatorChar}Supervisor{Path.DirectorySeparatorChar}bin",
            StringComparison.Ordinal),
        "understudy");

    /// <summary>Both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public static NodeProcess Start(string folder, params string[] arguments) => Start(folder, [], arguments);

    /// <param name="environment">Variables it has beyond those of the tests.</param>
    public static NodeProcess Start(
        string folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in NotInherited) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new NodeProcess(Process.Start(start)!);
    }

    /// <summary>With a disk of its own at <paramref name="mount"/>, which is as small as that and which only this
    /// process sees; others reach it through <see cref="OwnDisk"/>.</summary>
    public static NodeProcess StartOnSmallDisk(string folder, string mount, int mebibytes, params string[] arguments)
    {
        const string script = "mount -t tmpfs -o size=$1m tmpfs \"$2\" && shift 2 && exec \"$@\"";
        Directory.CreateDirectory(mount);
        var start = new ProcessStartInfo(
            "unshare", ["-rm", "sh", "-c", script, "sh", $"{mebibytes}", mount, Executable, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in NotInherited) start.Environment.Remove(name);
        return new NodeProcess(Process.Start(start)!);
    }

    /// <summary>A path on the disks that only this process sees.</summary>
    public string OwnDisk(string path) => $"/proc/{_process.Id}/root{path}";

    public int Id => _process.Id;

    /// <summary>Ends it without a chance to say anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(WaitMax);
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, Uri? node, params string[] arguments)
    {
        await using var process = Start(
            folder, node is null ? [] : [(UrlVariable, node.ToString())], arguments);
        return (await process.ExitAsync(), process.Output);
    }

    /// <summary>Ends when the node has said all it says at its start; the address it serves.</summary>
    public async Task<Uri> UntilItServesAsync()
    {
        await NodeClient.UntilAsync(
            () =>
            {
                Assert.False(_process.HasExited, Output);
                return Task.FromResult(Output.Contains("Ctrl-C stops the node", StringComparison.Ordinal));
            },
            "the node says that it serves");
        return new Uri(Address().Match(Output).Groups[1].Value);
    }

    public void Interrupt() => _ = Kill(_process.Id, SignalInterrupt);

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(WaitMax);
        await _reading.WaitAsync(WaitMax);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(WaitMax);
        _process.Dispose();
    }

    private async Task KeepAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            lock (_output) _output.AppendLine(line);
    }

    [GeneratedRegex(@"Dashboard\s+(http://\S+)")]
    private static partial Regex Address();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
