using Understudy.Hardware.Time;
using Understudy.ShadowActors.Journal.Retention;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Metrics;

namespace Understudy.Supervisor.Hosting;

/// <summary>Measures the journal, and lets go of its oldest events where the node was told to.</summary>
/// <param name="clock">Its timestamps count suspension.</param>
public sealed class JournalUpkeep(
    JournalStore store,
    RetentionOptions options,
    NodeOptions node,
    NodeMetrics metrics,
    ILogger<JournalUpkeep> log,
    TimeProvider clock) : BackgroundService
{
    public static readonly TimeSpan LookPeriod = TimeSpan.FromMinutes(1);

    private readonly JournalRetention _retention = new(store.Options, options, node.NodeName, clock);
    private string? _problem;

    public static JournalUpkeep Of(IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<JournalUpkeep>(services, BootTimeProvider.Instance);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var ran = clock.GetTimestamp();
            while (true)
            {
                await LookAsync(stoppingToken);
                if (options.IsOn && clock.GetElapsedTime(ran) >= options.RunPeriod)
                {
                    ran = clock.GetTimestamp();
                    await RunAsync(stoppingToken);
                }

                await Task.Delay(LookPeriod, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // An archive that is not complete is taken away again.
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            metrics.Upkeep.Bytes = await _retention.LookAsync(stop);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // Whoever appends tells that the database is away; nothing that is wrong with a size ends the node.
            if (error is not JournalStoreException)
                log.LogWarning("Journal: its size is not known: {Reason}", error.Message);
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            var report = await _retention.RunAsync(stop);
            metrics.Upkeep.Ran(report.Events);
            if (report.Events > 0)
                log.LogInformation(
                    "Journal: {Events} events went from the database to {Archives}",
                    report.Events,
                    string.Join(' ', report.Archives));
            if (_problem is not null) log.LogInformation("Journal: old events can go again");
            _problem = null;
        }
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // Whatever it is: devices are supervised with a long journal too.
            metrics.Upkeep.RunFailed();
            if (_problem != error.Message) log.LogWarning("Journal: old events stay: {Reason}", error.Message);
            _problem = error.Message;
        }
    }
}
