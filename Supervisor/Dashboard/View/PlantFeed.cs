namespace Understudy.Supervisor.Dashboard.View;

/// <summary>
/// One picture of the plant for all open pages, renewed once a second while somebody looks. Fifty pages cost the
/// shadows as much as one; no page costs nothing.
/// </summary>
public sealed class PlantFeed(IPlantView view, TimeProvider clock, ILogger<PlantFeed> log) : IDisposable
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan TakingTimeMax = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<Func<PlantSnapshot, Task>> _watchers = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _isRunning;

    /// <summary>The newest picture; null before the first.</summary>
    public PlantSnapshot? Current { get; private set; }

    /// <summary>Calls back with every new picture until the returned watch is disposed.</summary>
    public IDisposable Watch(Func<PlantSnapshot, Task> watcher)
    {
        lock (_lock)
        {
            _watchers.Add(watcher);
            if (!_isRunning && !_stop.IsCancellationRequested)
            {
                _isRunning = true;
                // Not on the page that happens to be the first: it would draw for all others, and may be closed.
                _ = Task.Run(RunAsync);
            }
        }

        return new Subscription(this, watcher);
    }

    /// <summary>A picture at most a period old, for a page that is just being opened.</summary>
    public async Task<PlantSnapshot> GetAsync(CancellationToken cancellation)
    {
        if (Current is { } current && clock.GetUtcNow() - current.At < 2 * Period) return current;
        return Current = await view.GetPlantAsync(cancellation);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var stop = _stop.Token;
            using var timer = new PeriodicTimer(Period, clock);
            do
            {
                if (HasNobody()) return;
                await RenewAsync(stop);
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            lock (_lock) _isRunning = false;
        }
    }

    private bool HasNobody()
    {
        lock (_lock)
        {
            if (_watchers.Count > 0) return false;
            _isRunning = false;
            return true;
        }
    }

    private async Task RenewAsync(CancellationToken stop)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(TakingTimeMax);
            var picture = await view.GetPlantAsync(limit.Token);
            Current = picture;
            Func<PlantSnapshot, Task>[] watchers;
            lock (_lock) watchers = [.. _watchers];
            foreach (var watcher in watchers) _ = watcher(picture);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            log.LogWarning("The picture of the plant could not be renewed: {Reason}", error.Message);
        }
    }

    private sealed class Subscription(PlantFeed feed, Func<PlantSnapshot, Task> watcher) : IDisposable
    {
        public void Dispose()
        {
            lock (feed._lock) feed._watchers.Remove(watcher);
        }
    }
}
