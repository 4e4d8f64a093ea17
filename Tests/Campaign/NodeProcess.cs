using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Understudy.Hardware.Model;
using Understudy.Supervisor.Hosting;

namespace Understudy.Tests.Campaign;

/// <summary>The built executable, started again and again at one address over one data folder.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const int LinesMax = 200;
    private static readonly TimeSpan FirstAnswerTimeMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromMilliseconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("understudy-kill-").FullName;
    private readonly string? _database;
    private readonly int _port = FreePort();
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;
    private long _started;

    public NodeProcess(string plant, string? database)
    {
        _database = database;
        File.WriteAllText(PlantFile, plant);
    }

    public Uri Url => new($"http://127.0.0.1:{_port}");

    public string Data => Path.Combine(_folder, "data");

    /// <summary>What the newest processes printed last.</summary>
    public string Output => string.Join(Environment.NewLine, _lines);

    private string PlantFile => Path.Combine(_folder, "plant.yaml");

    public void Start()
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "understudy"),
            ["run", "--urls", Url.ToString().TrimEnd('/'), "--data", Data, "--plant", PlantFile])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(NodeOptions.DatabaseVariable);
        if (_database is not null) start.Environment[NodeOptions.DatabaseVariable] = _database;
        Keep("--- start");
        _started = Stopwatch.GetTimestamp();
        _process = Process.Start(start) ?? throw new InvalidOperationException("The node does not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until a device answers a read; how long after the start that was.</summary>
    public async Task<TimeSpan> FirstAnswerAsync(CampaignApi api, DeviceId device)
    {
        while (Stopwatch.GetElapsedTime(_started) < FirstAnswerTimeMax)
        {
            if (_process!.HasExited)
                throw new InvalidOperationException($"The node ended by itself:{Environment.NewLine}{Output}");
            if ((await api.ReadAsync(device, "level")).Status == (int)HttpStatusCode.OK)
                return Stopwatch.GetElapsedTime(_started);
            await Task.Delay(ProbePeriod);
        }

        throw new TimeoutException($"No first answer within {FirstAnswerTimeMax}:{Environment.NewLine}{Output}");
    }

    /// <summary>SIGKILL: it gets no chance to say or write anything.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        while (_lines.Count > LinesMax) _lines.TryDequeue(out _);
    }
}
