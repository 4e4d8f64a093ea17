using Akka.TestKit.Xunit;
using Understudy.DriverActors.Dispatch;

namespace Understudy.Tests.DriverActors.Dispatch;

public sealed class DriverThreadsTests : TestKit
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(60);

    private readonly DriverThreads _threads;
    private readonly ManualResetEventSlim _release = new();

    public DriverThreadsTests()
        : base("akka.loglevel = OFF") => _threads = DriverThreads.Of(Sys);

    [Fact]
    public async Task Of_many_lanes_no_more_run_at_once_than_the_bound_and_all_run_in_the_end()
    {
        const int lanes = 200;
        const int turnsPerLane = 50;
        var (running, runningMost, done) = (0, 0, 0);
        var runningByLane = new int[lanes];
        var overlaps = 0;

        await Task.WhenAll(Enumerable.Range(0, lanes).Select(RunLane)).WaitAsync(Patient);

        Assert.Equal(lanes * turnsPerLane, done);
        Assert.Equal(0, overlaps);
        Assert.InRange(runningMost, 1, DriverThreads.LanesMax);

        Task RunLane(int number)
        {
            var lane = new DriverLane(_threads);
            return Task.WhenAll(Enumerable.Range(0, turnsPerLane).Select(_ => lane.Run(() =>
            {
                if (Interlocked.Increment(ref runningByLane[number]) > 1) Interlocked.Increment(ref overlaps);
                Note(Interlocked.Increment(ref running));
                Thread.Yield();
                Interlocked.Increment(ref done);
                Interlocked.Decrement(ref running);
                Interlocked.Decrement(ref runningByLane[number]);
                return Task.CompletedTask;
            })));
        }

        void Note(int now)
        {
            for (var most = runningMost; now > most; most = runningMost)
                if (Interlocked.CompareExchange(ref runningMost, now, most) == most) return;
        }
    }

    [Fact]
    public async Task Lanes_that_block_below_the_bound_keep_no_other_from_running()
    {
        var blocked = await BlockAsync(DriverThreads.LanesMax - 1);

        await new DriverLane(_threads).Run(() => Task.CompletedTask).WaitAsync(Patient);
        await Task.Run(() => { }).WaitAsync(Patient);

        _release.Set();
        await blocked.WaitAsync(Patient);
    }

    [Fact]
    public async Task At_the_bound_a_lane_waits_until_another_ends()
    {
        var blocked = await BlockAsync(DriverThreads.LanesMax);

        var waiting = new DriverLane(_threads).Run(() => Task.CompletedTask);
        await Task.Delay(100);
        Assert.False(waiting.IsCompleted);

        _release.Set();
        await Task.WhenAll(waiting, blocked).WaitAsync(Patient);
    }

    /// <summary>The task outside ends when all of them block, the one inside when they have been released.</summary>
    private async Task<Task> BlockAsync(int lanes)
    {
        var started = Enumerable.Range(0, lanes).Select(_ => NewSource()).ToArray();
        var blocked = started.Select(start => new DriverLane(_threads).Run(() =>
        {
            start.SetResult();
            _release.Wait();
            return Task.CompletedTask;
        })).ToArray();
        await Task.WhenAll(started.Select(start => start.Task)).WaitAsync(Patient);
        return Task.WhenAll(blocked);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
