using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Understudy.Supervisor.Hosting;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.CommandLine;

/// <summary>Writes the start banner when the node listens and knows its plant.</summary>
public sealed class BannerService(
    Terminal terminal,
    NodeOptions options,
    IServer server,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan PlantTimeMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = lifetime.ApplicationStarted.Register(listening.SetResult);
            await listening.Task.WaitAsync(stoppingToken);
            var start = clock.GetTimestamp();
            await DeclaredAsync(stoppingToken);
            var view = services.GetService<PlantView>();
            while (view is { Current: null } && clock.GetElapsedTime(start) < PlantTimeMax)
                await Task.Delay(LookPeriod, clock, stoppingToken);
            var urls = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            StartBanner.Write(terminal, options, view?.Current?.Spec, [.. urls], Invocation.OfProcess());
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it could say anything.
        }
    }

    /// <summary>The first start declares the simulated plant, which takes a moment; a slow one is not waited for.
    /// </summary>
    private async Task DeclaredAsync(CancellationToken stoppingToken)
    {
        var atStart = services.GetServices<IHostedService>().OfType<PlantAtStart>().FirstOrDefault();
        if (atStart?.ExecuteTask is not { } declared) return;
        try
        {
            await declared.WaitAsync(PlantTimeMax, clock, stoppingToken);
        }
        catch (TimeoutException)
        {
            // The log tells why the plant is not declared; where to look for it is said all the same.
        }
    }
}
