using Microsoft.Extensions.Hosting.Systemd;
using Understudy.Supervisor.Devices;

namespace Understudy.Supervisor.Hosting;

/// <summary>
/// Tells a service manager that listens at <c>NOTIFY_SOCKET</c> when the node can serve requests, and when it stops
/// (sd_notify(3): READY=1, STOPPING=1). Without such a socket it does nothing.
/// </summary>
public sealed class ServiceNotice(
    ISystemdNotifier notifier,
    INodeHealth health,
    IHostApplicationLifetime lifetime,
    ILogger<ServiceNotice> log,
    TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!notifier.IsEnabled) return;
        // At once, and not in this service's turn to stop: requests under way are waited for before that.
        await using var stopping = lifetime.ApplicationStopping.Register(() => Tell(ServiceState.Stopping));
        try
        {
            var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var started = lifetime.ApplicationStarted.Register(listening.SetResult);
            await listening.Task.WaitAsync(stoppingToken);
            while (!(await health.GetAsync()).Ready) await Task.Delay(LookPeriod, clock, stoppingToken);
            Tell(ServiceState.Ready);
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told already.
        }
    }

    // Devices are supervised whether or not somebody listens at the socket.
    private void Tell(ServiceState state)
    {
        try
        {
            notifier.Notify(state);
        }
        catch (Exception error) when (error is System.Net.Sockets.SocketException or IOException)
        {
            log.LogWarning("The service manager could not be told {State}: {Reason}", state, error.Message);
        }
    }
}
