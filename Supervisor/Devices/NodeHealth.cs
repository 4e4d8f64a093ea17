using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Devices;

/// <summary>Asks the region and the shadow manager. A region can be gone for good while everything else lives, so it is
/// asked itself.</summary>
public sealed class NodeHealth(
    IRequiredActor<GatewayRegion> region, IRequiredActor<ShadowManager> manager, PlantView plant) : INodeHealth
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    public async Task<(bool Ready, IReadOnlyList<string> Reasons)> GetAsync()
    {
        var regionAnswer = AskAsync(region.ActorRef, GetShardRegionState.Instance);
        var managerAnswer = AskAsync(manager.ActorRef, new ShadowManagerMessages.GetPlantOverview());
        var ready = true;
        var reasons = new List<string>();
        if (await regionAnswer is null) NotReady("The gateways' shard region gives no answer.");
        if (await managerAnswer is not ShadowManagerMessages.PlantOverview overview)
            reasons.Add("The shadow manager gives no answer: the plant can't be changed.");
        else if (overview.Problem is { } problem)
            reasons.Add(problem);
        if (plant.Current is null) NotReady("The declared plant has not been read.");
        else if (plant.IsToChange) NotReady("The plant file given at the start is not in force yet.");
        return (ready, reasons);

        void NotReady(string reason)
        {
            ready = false;
            reasons.Add(reason);
        }
    }

    private static async Task<object?> AskAsync(IActorRef actor, object question)
    {
        try
        {
            return await actor.Ask<object>(question, AnswerTime);
        }
        catch (Exception error) when (error is AskTimeoutException or TaskCanceledException)
        {
            return null;
        }
    }
}
