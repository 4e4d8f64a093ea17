using System.Diagnostics;

namespace Understudy.Tests.Peers;

/// <summary>The programs of an installed PostgreSQL, run as a user that is not root: it refuses root.</summary>
internal sealed class PostgresBinaries
{
    private const string Nobody = "65534";
    private static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(60);

    private readonly string _folder;

    private PostgresBinaries(string folder) => _folder = folder;

    /// <exception cref="InvalidOperationException">None is installed; the message says what to install.</exception>
    public static PostgresBinaries Find()
    {
        const string versions = "/usr/lib/postgresql";
        var newest = (Directory.Exists(versions) ? Directory.GetDirectories(versions) : [])
            .Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .OrderByDescending(bin => bin.Length)
            .ThenByDescending(bin => bin, StringComparer.Ordinal)
            .FirstOrDefault();
        return newest is not null
            ? new(newest)
            : throw new InvalidOperationException(
                $"No PostgreSQL: neither {PostgresServer.Variable} nor {versions}/*/bin. "
                + "Install the package postgresql.");
    }

    /// <summary>An empty folder that the server's user owns.</summary>
    public static async Task<string> MakeFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("understudy-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) await RunAsync(Info("chown", [$"{Nobody}:{Nobody}", folder], folder));
        return folder;
    }

    public Task RunAsync(string program, string workFolder, params string[] arguments) =>
        RunAsync(AsServerUser(program, workFolder, arguments));

    public ProcessStartInfo AsServerUser(string program, string workFolder, params string[] arguments)
    {
        var path = Path.Combine(_folder, program);
        return Environment.IsPrivilegedProcess
            ? Info(
                "setpriv",
                [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--", path, .. arguments],
                workFolder)
            : Info(path, arguments, workFolder);
    }

    private static ProcessStartInfo Info(string program, IEnumerable<string> arguments, string workFolder)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["LC_ALL"] = "C";
        return info;
    }

    private static async Task RunAsync(ProcessStartInfo info)
    {
        using var limit = new CancellationTokenSource(RunLimit);
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode == 0) return;
            throw new InvalidOperationException($"{info.FileName} failed: {await error}{await output}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
