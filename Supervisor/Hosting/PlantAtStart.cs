using Akka.Actor;
using Akka.Hosting;
using Understudy.Supervisor.Manager;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Hosting;

/// <summary>Declares the plant file that the node was given, or the simulated plant if there is none at all.</summary>
public sealed class PlantAtStart(
    PlantSource source, IRequiredActor<ShadowManager> manager, PlantView view, ILogger<PlantAtStart> log)
    : BackgroundService
{
    private const string Principal = "node";
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        view.IsToChange = true;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var actor = await manager.GetAsync(stoppingToken);
            while (!await DeclaredAsync(actor, stoppingToken)) await Task.Delay(RetryDelay, stoppingToken);
            view.IsToChange = false;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before the plant was declared.
        }
    }

    private async Task<bool> DeclaredAsync(IActorRef actor, CancellationToken stop)
    {
        try
        {
            var (fileName, text) = (source.FileName, source.Text);
            if (text is null)
            {
                var now = await actor.Ask<ShadowManagerMessages.PlantText>(
                    new ShadowManagerMessages.GetPlant(), AnswerTime, stop);
                if (!now.Ready) return false;
                if (now.Source is not null) return true;
                (fileName, text) = (SimulatedPlant.FileName, SimulatedPlant.Text());
            }

            var wanted = new ShadowManagerMessages.ApplyPlant(Principal, fileName!, text, DryRun: false);
            var answer = await actor.Ask<object>(wanted, AnswerTime, stop);
            if (answer is not ShadowManagerMessages.PlantRefused refused) return true;
            if (refused.Kind != PlantRefusal.BadPlant) return false;
            log.LogError(
                "The plant {File} was not applied, and the node runs what was recorded before: {Reason}", fileName,
                refused.Problems.FirstOrDefault());
            return true;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
