using System.Diagnostics;
using Understudy.DriverActors.Dispatch;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Tracing;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Actors;

/// <summary>
/// One call under way. It runs on the incarnation's lane; when it ends it tells the shadow what came of it and then
/// tells itself to the driver actor, which keeps the books.
/// </summary>
internal abstract class DriverCall(DriverRun run, long deadline) : ILinkWait
{
    /// <summary>Requests of one call whose wait for the link is not taken for the driver's time: opening takes no more.
    /// </summary>
    public const int WaitsMin = 3;

    /// <summary>Of each such wait, so much at most.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(5);

    /// <summary>The call within whose work something runs.</summary>
    private static readonly AsyncLocal<DriverCall?> Running = new();

    private readonly long _patience = deadline - run.Time.GetTimestamp();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = new();

    private Task? _cancelling;
    private Activity? _span;
    private readonly Lock _waits = new();
    private long _deadline = deadline;
    private int _requests;
    private int _waitsBegun;
    private int _waiting;
    private long? _waitingSince;
    private long? _cancelledAt;

    /// <summary>What the driver does on a thread of its own may belong to none.</summary>
    public static DriverCall? Current => Running.Value;

    public DriverRun Run => run;

    /// <summary>By the clock's timestamp. Put off by requests to the device, see <see cref="RequestsMax"/>, and by the
    /// time that these wait for their turn on the link: who waits does not hang, and what is sent after a wait has the
    /// time for its answer.</summary>
    public long Deadline
    {
        get
        {
            lock (_waits) return _deadline + (IsMutation ? 0 : WaitedSoFar());
        }
    }

    /// <summary>So many requests to the device put off the deadline, each to the call's time limit from there: a long
    /// read goes on for as long as it comes forward.</summary>
    protected virtual int RequestsMax => 0;

    /// <summary>Nothing that changes the device was handed to the link for it. Known when it has ended.</summary>
    public virtual bool IsUnsent => Error is LinkLostException { MaySent: false };

    /// <summary>When its token was cancelled because of the deadline, which nothing puts off any more. Set in the
    /// actor's turn only.</summary>
    public long? CancelledAt
    {
        get
        {
            lock (_waits) return _cancelledAt;
        }

        set
        {
            lock (_waits) _cancelledAt = value;
        }
    }

    /// <summary>It went on after its deadline and the grace. Touched in the actor's turn only.</summary>
    public bool IsHanging { get; set; }

    public Task Ended => _ended.Task;

    /// <summary>Why it failed; null while it runs and when it did not.</summary>
    public Exception? Error { get; private set; }

    public virtual bool IsMutation => false;

    /// <summary>The calls of the shadow that it answers; none for opening.</summary>
    public abstract IEnumerable<long> Numbers { get; }

    /// <summary>It sends a request.</summary>
    public void Asks()
    {
        if (RequestsMax == 0 || Interlocked.Increment(ref _requests) > RequestsMax) return;
        lock (_waits)
            if (_cancelledAt is null) _deadline = run.Time.GetTimestamp() + _patience - WaitedSoFar();
    }

    public void Begins()
    {
        lock (_waits)
        {
            var counts = _waitsBegun < Math.Max(RequestsMax, WaitsMin);
            if (counts) _waitsBegun++;
            // One that does not count is waited for too: only the end of the last one ends the time of all.
            if (_waiting++ == 0) _waitingSince = counts ? run.Time.GetTimestamp() : null;
        }
    }

    public void Ends()
    {
        lock (_waits)
        {
            if (_waiting == 0) return;
            if (_waiting == 1 && _cancelledAt is null) _deadline += WaitedSoFar();
            _waiting--;
        }
    }

    /// <summary>Of the wait that goes on. Under its lock.</summary>
    private long WaitedSoFar()
    {
        if (_waiting == 0 || _waitingSince is not { } since) return 0;
        var longest = (long)(WaitMax.TotalSeconds * run.Time.TimestampFrequency);
        return Math.Min(run.Time.GetTimestamp() - since, longest);
    }

    public void Start() => Task.Factory.StartNew(
        static call =>
        {
            Running.Value = (DriverCall)call!;
            Running.Value.Begin();
        },
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

    /// <summary>What asks, and its name; the first one has the span, and it is linked to the others.</summary>
    protected virtual (string Name, IEnumerable<ActivityContext> Asking) Trace => ("", []);

    /// <summary>Runs it within a span if what asks is traced, so that what the driver does belongs to that.</summary>
    protected Task<T> InSpan<T>(Func<Task<T>> invoke)
    {
        var (name, asking) = Trace;
        var contexts = asking.Where(context => context != default).ToList();
        if (contexts.Count == 0 || RequestTrace.Start(name, contexts[0]) is not { } span) return invoke();
        foreach (var other in contexts.Skip(1)) span.AddLink(new ActivityLink(other));
        span.SetTag("understudy.device", run.Open.Device.Id.ToString());
        span.SetTag("understudy.incarnation", run.Incarnation.Number);
        _span = span;
        var current = Activity.Current;
        try
        {
            Activity.Current = span;
            return invoke();
        }
        finally
        {
            Activity.Current = current;
        }
    }

    public void EndSpan(string? error) => Interlocked.Exchange(ref _span, null)?.End(error);

    protected void End(Exception? error)
    {
        EndSpan(error?.Message);
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
            task = (RequestTrace.IsOn ? InSpan(InvokeAsync) : InvokeAsync())
                ?? throw new InvalidOperationException("The driver gave no task.");
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
