using Understudy.DriverActors.Dispatch;
using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Actors;

/// <summary>
/// Ends an incarnation: cuts its host, cancels its calls, disposes its driver and releases its resources, each within
/// its time. What goes on after that is an orphan: one for all calls together, as they share a lane and so a thread,
/// and one each for cancelling, disposing and releasing. No driver code runs on the caller's thread.
/// </summary>
internal static class IncarnationEnd
{
    public static async Task<IncarnationEnded> EndAsync(
        this DriverRun run, OrphanWatch orphans, DriverActorOptions options)
    {
        run.Host.Cut();
        DriverCall[] calls = [.. run.CallsInFlight];
        List<Task> tasks = [];
        if (calls.Length > 0)
        {
            tasks.Add(Task.WhenAll(calls.Select(call => call.Ended)));
            var cancelling = Task.WhenAll(calls.Select(call => call.CancelApart()));
            tasks.Add(cancelling);
            // A call may end while its cancellation has not yet returned: that is no orphan.
            var patient = calls.Where(call => !call.IsHanging).Select(call => call.Ended).Append(cancelling);
            await WaitAsync(Task.WhenAll(patient), options.GraceAfterCancel, run.Time).ConfigureAwait(false);
        }

        string? trouble = null;
        if (run.TakeDriver() is { } driver)
        {
            var disposing = new DriverLane(run.Threads).Run(() => driver.DisposeAsync().AsTask());
            tasks.Add(disposing);
            await WaitAsync(disposing, options.DisposeTime, run.Time).ConfigureAwait(false);
            trouble = disposing.Exception?.InnerException?.Message;
        }

        var released = 0;
        var releasing = new DriverLane(run.Threads).Run(() =>
        {
            released = run.Host.Resources.ReleaseAll().Count;
            return Task.CompletedTask;
        });
        tasks.Add(releasing);
        await WaitAsync(releasing, options.DisposeTime, run.Time).ConfigureAwait(false);
        foreach (var task in tasks.Where(task => !task.IsCompleted)) orphans.Add(run.Open.Device.Id, task);
        return new IncarnationEnded(run.Incarnation, orphans.Count(run.Open.Device.Id), released, trouble);
    }

    private static async Task WaitAsync(Task task, TimeSpan limit, TimeProvider time)
    {
        try
        {
            await task.WaitAsync(limit, time).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whether it ended, and how, is looked at afterwards.
        }
    }
}

/// <param name="Trouble">Why disposing the driver failed; null if it did not.</param>
internal sealed record IncarnationEnded(Incarnation Incarnation, int Orphans, int Released, string? Trouble);
