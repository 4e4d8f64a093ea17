using System.Collections.Concurrent;

namespace Understudy.DriverActors.Dispatch;

/// <summary>
/// Runs the tasks of one incarnation on the threads for drivers, one at a time: a driver that blocks holds one thread,
/// and driver code needs no locks between its own continuations.
/// </summary>
internal sealed class DriverLane(DriverThreads threads) : TaskScheduler, IThreadPoolWorkItem
{
    private const int TasksPerTurnMax = 64;

    [ThreadStatic]
    private static DriverLane? _current;

    private readonly ConcurrentQueue<Task> _tasks = new();
    private int _scheduled;

    public override int MaximumConcurrencyLevel => 1;

    public void Execute()
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
            threads.Ended();
            Volatile.Write(ref _scheduled, 0);
            Interlocked.MemoryBarrier();
            if (!_tasks.IsEmpty) Schedule();
        }
    }

    public Task Run(Func<Task> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

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
        if (Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0) threads.Schedule(this);
    }
}
