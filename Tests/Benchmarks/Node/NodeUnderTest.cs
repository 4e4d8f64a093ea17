using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Understudy.Tests.Benchmarks.Node;

/// <summary>A node as its users run it, in a process and a folder of its own.</summary>
internal sealed partial class NodeUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(60);

    private static readonly string Executable = Path.Combine(
        AppContext.BaseDirectory.Replace(
            Path.Combine("Tests", "Benchmarks", "bin"), Path.Combine("Supervisor", "bin"), StringComparison.Ordinal),
        "understudy");

    private readonly Process _process;
    private readonly string _folder;

    private NodeUnderTest(Process process, string folder, Uri address) =>
        (_process, _folder, Http) = (process, folder, new HttpClient { BaseAddress = address });

    public HttpClient Http { get; }

    /// <summary>Of all its threads, since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long WorkingSetBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The journal with all its files.</summary>
    public string JournalFile => Directory
        .GetFiles(_folder, "*.db", SearchOption.AllDirectories)
        .Single();

    public static async Task<NodeUnderTest> StartAsync(string folder, string plant)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "plant.yaml");
        await File.WriteAllTextAsync(file, plant);
        var start = new ProcessStartInfo(
            Executable, ["run", "--urls", "http://127.0.0.1:0", "--data", folder, "--plant", file, "--allow-drills"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("UNDERSTUDY_DATABASE");
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{Executable} does not start.");
        using var limit = new CancellationTokenSource(StartTimeMax);
        var address = await AddressAsync(process, limit.Token);
        _ = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(CancellationToken.None),
            process.StandardError.ReadToEndAsync(CancellationToken.None));
        return new NodeUnderTest(process, folder, address);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<Uri> AddressAsync(Process process, CancellationToken cancellation)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
            if (Address().Match(line) is { Success: true } match)
                return new Uri(match.Value);
        throw new InvalidOperationException(
            $"The node ended at its start: {await process.StandardError.ReadToEndAsync(cancellation)}");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex Address();
}
