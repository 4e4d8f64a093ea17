using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Understudy.Tests.Benchmarks.Device;

/// <summary>
/// Holds answers back for a fixed time, each for itself, on a thread of its own: the runtime's timers are a
/// millisecond coarse, which here is all of the time to be waited. The system's own sleep is good to some 50 µs.
/// </summary>
internal sealed class DelayLine
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly Lock _lock = new();
    private readonly Queue<(long Due, TaskCompletionSource Done)> _waiting = new();
    private readonly SemaphoreSlim _count = new(0);

    public DelayLine() => new Thread(Run) { IsBackground = true, Name = "delay" }.Start();

    public Task WaitAsync(TimeSpan delay)
    {
        var done = new TaskCompletionSource();
        lock (_lock)
        {
            var due = Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency);
            _waiting.Enqueue((due, done));
        }

        _count.Release();
        return done.Task;
    }

    private void Run()
    {
        while (true)
        {
            _count.Wait();
            (long Due, TaskCompletionSource Done) next;
            lock (_lock) next = _waiting.Dequeue();
            var left = next.Due - Stopwatch.GetTimestamp();
            if (left > 0)
            {
                var nanoseconds = (long)((double)left / Stopwatch.Frequency * NanosecondsPerSecond);
                var (seconds, rest) = Math.DivRem(nanoseconds, NanosecondsPerSecond);
                var time = new TimeSpec((nint)seconds, (nint)rest);
                _ = NanoSleep(in time, 0);
            }

            next.Done.SetResult();
        }
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    private static extern int NanoSleep(in TimeSpec time, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec(nint seconds, nint nanoseconds)
    {
        public readonly nint Seconds = seconds;
        public readonly nint Nanoseconds = nanoseconds;
    }
}
