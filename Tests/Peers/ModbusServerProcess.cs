using System.Globalization;

namespace Understudy.Tests.Peers;

/// <summary>A server that somebody else wrote, in a process of its own. It prints its port, then its writes.</summary>
public abstract class ModbusServerProcess : IModbusPeer
{
    private readonly List<string> _writes = [];
    private PeerProcess? _process;
    private Task _reading = Task.CompletedTask;

    public int Port { get; private set; }

    /// <summary>False when its process is up and its port is not.</summary>
    public bool IsListening { get; private set; }

    public IReadOnlyList<string> Writes
    {
        get
        {
            lock (_writes) return [.. _writes];
        }
    }

    private PeerProcess Process => _process ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => await RunAsync();

    public void Hang() => Process.Hang();

    public void Continue() => Process.Continue();

    public Task KillAsync() => Process.KillAsync();

    public async Task RestartAsync()
    {
        await EndAsync();
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        GC.SuppressFinalize(this);
    }

    /// <param name="port">0: one that the system chooses.</param>
    protected abstract Task<PeerProcess> LaunchAsync(string port);

    private async Task RunAsync()
    {
        _process = await LaunchAsync(Port.ToString(CultureInfo.InvariantCulture));
        try
        {
            var port = int.Parse(await _process.ReadLineAsync(), CultureInfo.InvariantCulture);
            IsListening = port != 0;
            if (IsListening) Port = port;
            _reading = _process.ReadLinesAsync(Add);
        }
        catch
        {
            await EndAsync();
            throw;
        }
    }

    private async Task EndAsync()
    {
        if (_process is null) return;
        await _process.KillAsync();
        await _reading.WaitAsync(PeerProcess.WaitMax);
        await _process.DisposeAsync();
        _process = null;
    }

    // Some say all addresses of a request in one line, some a line for each.
    private void Add(string line)
    {
        var words = line.Split(' ');
        var at = words[1].Split('/');
        var offset = int.Parse(at[1], CultureInfo.InvariantCulture);
        lock (_writes)
            for (var i = 2; i < words.Length; i++)
                _writes.Add($"{words[0]} {at[0]}/{offset + i - 2} {words[i]}");
    }
}
