namespace Understudy.Supervisor.Api.Events;

/// <summary>One connection that a stream is told on.</summary>
internal sealed class EventClient(CancellationToken stop) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The connection is over, or its client has come back on another one.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Nothing more is asked or written for it.</summary>
    public Task Gone => _gone.Task;

    /// <summary>Its client has come back on another one, before this one was known to be lost.</summary>
    public void Oust()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It went by itself at the same moment.
        }
    }

    public void Dispose()
    {
        _gone.TrySetResult();
        _stop.Dispose();
    }
}
