namespace Understudy.Hardware.Modbus;

/// <summary>Whether a server stands still. Safe for several threads.</summary>
internal sealed class ServerPause
{
    private volatile TaskCompletionSource? _pause;

    /// <summary>Completed while it does not stand still.</summary>
    public Task Ended => _pause?.Task ?? Task.CompletedTask;

    public void Begin() => Interlocked.CompareExchange(
        ref _pause, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);

    public void End() => Interlocked.Exchange(ref _pause, null)?.SetResult();
}
