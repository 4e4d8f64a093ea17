namespace Understudy.Hardware.Modbus;

/// <summary>How a server behaves just now towards all its clients. Safe for several threads.</summary>
internal sealed class ServerConduct
{
    private int _habits;
    private volatile TaskCompletionSource _changed = NewSignal();

    public ServerPause Pause { get; } = new();

    /// <summary>Completed by the next <see cref="Tell"/>.</summary>
    public Task Changed => _changed.Task;

    public bool Has(ServerHabits habit) => ((ServerHabits)Volatile.Read(ref _habits) & habit) != 0;

    public void Set(ServerHabits habit, bool isOn)
    {
        if (isOn) Interlocked.Or(ref _habits, (int)habit);
        else Interlocked.And(ref _habits, ~(int)habit);
        Tell();
    }

    /// <summary>Wakes whoever waits for a change of habits, clients or listening.</summary>
    public void Tell() => Interlocked.Exchange(ref _changed, NewSignal()).SetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
