using System.Collections.Concurrent;
using Akka.Dispatch;

namespace Understudy.DriverActors.Dispatch;

/// <summary>
/// Runs the tasks of one incarnation on a dispatcher's threads, one at a time: a driver that blocks holds one thread,
/// and driver code needs no locks between its own continuations.
/// </summary>
internal sealed class DriverLane(MessageDispatcher dispatcher) : TaskScheduler, IRunnable
{
    private const int TasksPerTurnMax = 64;

    [ThreadStatic]
    private static DriverLane? _current;

    private readonly ConcurrentQueue<Task> _tasks = new();
    private int _scheduled;

    public override int MaximumConcurrencyLevel => 1;

    public void Run()
    {
        _current = this;
        try
        {
            for (var done = 0; done < TasksPerTurnMax && _tasks.TryDequeue(out var task); done++)
                TryExecuteTask(task);
        }
        finally
        {
            _current = null;
            Volatile.Write(ref _scheduled, 0);
            Interlocked.MemoryBarrier();
            if (!_tasks.IsEmpty) Schedule();
        }
    }

    public void Execute() => Run();

    /// <summary>Runs something on a lane of its own, so that it does not wait for what blocks another lane.</summary>
    public static Task RunApart(MessageDispatcher dispatcher, Func<Task> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, new DriverLane(dispatcher)).Unwrap();

    protected override void QueueTask(Task task)
    {
        _tasks.Enqueue(task);
        Schedule();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(_current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void Schedule()
    {
        if (Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0) dispatcher.Schedule(this);
    }
}
