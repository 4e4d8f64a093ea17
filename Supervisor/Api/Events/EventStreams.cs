using System.Text;
using Akka.Actor;
using Akka.Hosting;
using Understudy.Hardware.Time;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Api.Events;

/// <summary>Clients that are told what changes, each by an answer without an end. Bounded; they are let go when the
/// node stops.</summary>
public sealed class EventStreams(
    ActorSystem system, IRequiredActor<GatewayRegion> region, PlantView plant, IHostApplicationLifetime node)
{
    /// <summary>A subscription that has nothing to tell says so sooner.</summary>
    private static readonly TimeSpan BatchTimeMax = 2 * SubscriptionActor.SilenceMax;

    private int _clients;

    public async Task<IResult> StreamAsync(EventSelection selection, TimeSpan period, HttpContext http)
    {
        try
        {
            if (Interlocked.Increment(ref _clients) > ApiLimits.EventSubscribersMax)
            {
                return ProblemKind.TooBusy.Result(
                    $"{ApiLimits.EventSubscribersMax} clients are told of events already.", TimeSpan.FromSeconds(5));
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(
                http.RequestAborted, node.ApplicationStopping);
            var subscription = system.ActorOf(SubscriptionActor.Props(
                selection, period, region.ActorRef, plant, BootTimeProvider.Instance));
            try
            {
                await TellAsync(subscription, http.Response, stop.Token);
            }
            finally
            {
                system.Stop(subscription);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or AskTimeoutException)
        {
            // The client has gone or the node stops; or the actors do, and the client connects again.
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }

        return Results.Empty;
    }

    /// <summary>Asks for more only when the client has taken what there was: what a slow one does not take is never
    /// gathered here.</summary>
    private static async Task TellAsync(IActorRef subscription, HttpResponse response, CancellationToken stop)
    {
        response.ContentType = EventText.ContentType;
        response.Headers.CacheControl = "no-store";
        await response.WriteAsync(EventText.Retry, stop);
        await response.Body.FlushAsync(stop);
        var id = 0L;
        while (true)
        {
            var batch = await subscription.Ask<SubscriptionMessages.Batch>(
                new SubscriptionMessages.Pull(), BatchTimeMax, stop);
            var text = new StringBuilder();
            foreach (var each in batch.Events) EventText.Add(text, ++id, each);
            if (batch.Events.Count == 0) text.Append(EventText.Comment);
            await response.WriteAsync(text.ToString(), stop);
            await response.Body.FlushAsync(stop);
            if (batch.End is not null) return;
        }
    }
}
