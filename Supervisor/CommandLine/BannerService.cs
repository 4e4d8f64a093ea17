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
            var view = services.GetService<PlantView>();
            var start = clock.GetTimestamp();
            while (view is { Current: null or { Source: null } } && clock.GetElapsedTime(start) < PlantTimeMax)
                await Task.Delay(LookPeriod, clock, stoppingToken);
            var urls = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            StartBanner.Write(terminal, options, view?.Current?.Spec, [.. urls], Invocation.OfProcess());
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it could say anything.
        }
    }
}
