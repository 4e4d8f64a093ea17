using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Understudy.Tests.Peers;

/// <summary>
/// One PostgreSQL of our own: its folder, its port and, while it runs, its process. It keeps port and data over stops
/// and kills. A guard process ends it and removes its folder when this process is gone, however that came about.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const int StartTriesMax = 3;
    private const int LogLinesMax = 40;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private const string Guard = """
        trap '' INT TERM HUP
        cat >/dev/null
        pid=$(head -n1 "$1/data/postmaster.pid" 2>/dev/null)
        [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = postgres ] && kill -QUIT "$pid" && sleep 1
        rm -rf "$1"
        """;

    private readonly PostgresBinaries _binaries;
    private readonly string _folder;
    private readonly Process _guard;
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _server;
    private int _port;

    private PostgresCluster(PostgresBinaries binaries, string folder, Process guard)
    {
        _binaries = binaries;
        _folder = folder;
        _guard = guard;
    }

    public string ConnectionString =>
        $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Timeout=5;Command Timeout=30";

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgresCluster> CreateAsync()
    {
        var binaries = PostgresBinaries.Find();
        var folder = await PostgresBinaries.MakeFolderAsync();
        var guard = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Guard, "sh", folder])
        {
            RedirectStandardInput = true,
        })!;
        var cluster = new PostgresCluster(binaries, folder, guard);
        try
        {
            await binaries.RunAsync(
                "initdb",
                folder,
                "-D", cluster.Data,
                "-U", "postgres",
                "-A", "trust",
                "-E", "UTF8",
                "--no-locale",
                "--no-sync");
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when the server answers. The first start chooses the port; another process may take it first.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (_server is { HasExited: false }) return;
        var portIsChosen = _port != 0;
        for (var attempt = 1; ; attempt++)
        {
            if (!portIsChosen) _port = FreePort();
            Launch();
            if (await AnswersAsync(cancellation)) return;
            await EndAsync("KILL");
            if (portIsChosen || attempt == StartTriesMax) throw new InvalidOperationException(
                $"PostgreSQL did not start on port {_port}:\n{string.Join('\n', _log)}");
        }
    }

    /// <summary>A clean stop: clients are told and cut off.</summary>
    public Task StopAsync() => EndAsync("INT");

    /// <summary>The crash: the server gets no chance to say anything.</summary>
    public Task KillAsync() => EndAsync("KILL");

    public async ValueTask DisposeAsync()
    {
        await EndAsync("QUIT");
        _guard.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopLimit);
        await _guard.WaitForExitAsync(limit.Token);
        _guard.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Launch()
    {
        _server?.Dispose();
        _server = Process.Start(_binaries.AsServerUser(
            "postgres",
            _folder,
            "-D", Data,
            "-p", $"{_port}",
            "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=",
            "-c", "max_connections=200",
            "-c", "shared_buffers=32MB",
            "-c", "fsync=off"))!;
        _server.StandardInput.Close();
        _server.OutputDataReceived += (_, line) => Keep(line.Data);
        _server.ErrorDataReceived += (_, line) => Keep(line.Data);
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _log.Enqueue(line);
        while (_log.Count > LogLinesMax) _log.TryDequeue(out _);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        while (!_server!.HasExited && !limit.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
                await connection.OpenAsync(limit.Token);
                return true;
            }
            catch (Exception error) when (error is NpgsqlException or OperationCanceledException)
            {
                cancellation.ThrowIfCancellationRequested();
                await Task.Delay(50, cancellation);
            }
        }

        return false;
    }

    private async Task EndAsync(string signal)
    {
        if (_server is null or { HasExited: true }) return;
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            using var kill = Process.Start("sh", ["-c", $"kill -{signal} {_server.Id}"]);
            await kill.WaitForExitAsync(limit.Token);
            await _server.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _server.Kill(entireProcessTree: true);
        }
    }
}
