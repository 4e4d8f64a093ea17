using System.Collections.Concurrent;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A reader at 20 Hz and a writer at 5 Hz. Neither waits for an answer before it asks again: an outage must
/// not slow the clients that are to see it.</summary>
internal sealed class ClientLoad : IAsyncDisposable
{
    private static readonly TimeSpan ReadPeriod = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WritePeriod = TimeSpan.FromMilliseconds(200);
    private static readonly string[] Points = ["temp", "sp"];

    private readonly NodeClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReadAnswer> _reads = new();
    private readonly ConcurrentQueue<WriteAnswer> _writes = new();
    private readonly Task _loops;
    private int _readsAsked;
    private int _writesAsked;

    public ClientLoad(NodeClient client)
    {
        _client = client;
        _loops = Task.WhenAll(
            LoopAsync(ReadPeriod, ReadAsync),
            LoopAsync(WritePeriod, WriteAsync));
    }

    public IReadOnlyCollection<ReadAnswer> Reads => _reads;

    public IReadOnlyCollection<WriteAnswer> Writes => _writes;

    public int ReadsAsked => _readsAsked;

    public int WritesAsked => _writesAsked;

    /// <summary>Ends when that many more reads were Good and writes Confirmed, asked after now.</summary>
    public Task UntilWellAsync(int times = 5)
    {
        var now = DateTimeOffset.UtcNow;
        return NodeClient.UntilAsync(
            () => Task.FromResult(
                _reads.Count(read => read.Asked > now && read.Quality == "Good") >= times
                && _writes.Count(write => write.Asked > now && write.Verdict == "Confirmed") >= times),
            $"{times} reads are Good and {times} writes Confirmed");
    }

    /// <summary>Ends when all that was asked is answered.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loops;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task LoopAsync(TimeSpan period, Func<int, Task> ask)
    {
        var asked = new List<Task>();
        using var timer = new PeriodicTimer(period);
        try
        {
            for (var i = 0; await timer.WaitForNextTickAsync(_stop.Token); i++) asked.Add(ask(i));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }

        await Task.WhenAll(asked);
    }

    private async Task ReadAsync(int number)
    {
        Interlocked.Increment(ref _readsAsked);
        _reads.Enqueue(await _client.ReadAsync(Points[number % Points.Length]));
    }

    // No value comes twice, so that what the device holds names its request.
    private async Task WriteAsync(int number)
    {
        Interlocked.Increment(ref _writesAsked);
        _writes.Enqueue(await _client.WriteAsync("sp", number + 1));
    }
}
