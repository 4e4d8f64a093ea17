using Understudy.DriverActors.Dispatch;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Actors;

/// <summary>
/// One call under way. It runs on the incarnation's lane; when it ends it tells the shadow what came of it and then
/// tells itself to the driver actor, which keeps the books.
/// </summary>
internal abstract class DriverCall(DriverRun run, long deadline)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = new();

    private Task? _cancelling;

    public DriverRun Run => run;

    /// <summary>By the clock's timestamp.</summary>
    public long Deadline => deadline;

    /// <summary>When its token was cancelled because of the deadline. Touched in the actor's turn only.</summary>
    public long? CancelledAt { get; set; }

    /// <summary>It went on after its deadline and the grace. Touched in the actor's turn only.</summary>
    public bool IsHanging { get; set; }

    public Task Ended => _ended.Task;

    /// <summary>Why it failed; null while it runs and when it did not.</summary>
    public Exception? Error { get; private set; }

    public virtual bool IsMutation => false;

    /// <summary>The calls of the shadow that it answers; none for opening.</summary>
    public abstract IEnumerable<long> Numbers { get; }

    public void Start() => Task.Factory.StartNew(
        static call => ((DriverCall)call!).Begin(),
        this,
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        run.Lane);

    /// <summary>
    /// Cancels its token, once, on the incarnation's lane for that: what the driver has registered there may block like
    /// any driver code. The task ends when that has run.
    /// </summary>
    public Task CancelApart() => _cancelling ??= run.CancelLane.Run(() =>
    {
        _cancellation.Cancel();
        return Task.CompletedTask;
    });

    protected CancellationToken Cancellation => _cancellation.Token;

    protected abstract void Begin();

    /// <summary>Reports that nothing was sent; false where a refused send is a failure like another.</summary>
    protected abstract bool TryRefuse(SendRefusal refusal);

    protected void End(Exception? error)
    {
        Error = error is SendRefusedException refused && TryRefuse(refused.Refusal) ? null : error;
        _ended.TrySetResult();
        if (!run.HasEnded) run.Actor.Tell(this, run.Actor);
    }
}

/// <summary>A call with a result.</summary>
internal abstract class DriverCall<T>(DriverRun run, long deadline) : DriverCall(run, deadline)
{
    protected abstract Task<T> InvokeAsync();

    protected abstract void Report(T result);

    protected override void Begin()
    {
        Task<T> task;
        try
        {
            task = InvokeAsync() ?? throw new InvalidOperationException("The driver gave no task.");
        }
        catch (Exception error)
        {
            End(error);
            return;
        }

        if (task.IsCompleted) Finish(task);
        else
            _ = task.ContinueWith(
                static (ended, call) => ((DriverCall<T>)call!).Finish(ended),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
    }

    private void Finish(Task<T> task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            End(task.Exception?.InnerException ?? new TaskCanceledException(task));
            return;
        }

        try
        {
            Report(task.Result);
            End(null);
        }
        catch (Exception error)
        {
            End(error);
        }
    }
}
